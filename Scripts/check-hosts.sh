#!/usr/bin/env bash
# Four machines on one: network namespaces with a name and an address each, joined by a bridge whose bandwidth and delay are limited by `tc netem`. Trains on them with
# OpenMPI and with MPICH, compares the file with that of one process, and measures what sums cost at several bandwidths. Needs root, iproute2 and `make build`.
#   Scripts/check-hosts.sh [hosts]
set -euo pipefail
cd "$(dirname "$0")/.."
gradus=$PWD/.build/release/gradus
hosts=${1:-4}
work=$(mktemp -d)
export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1 OMP_NUM_THREADS=1

names=()
for number in $(seq "$hosts"); do names+=("gradus$number"); done
clear() {
  for name in "${names[@]}"; do
    ip netns del "$name" 2>/dev/null || true
    rm -rf "/etc/netns/$name"
  done
  ip link del gradusbr 2>/dev/null || true
  rm -rf "$work"
}
trap clear EXIT
ip link add gradusbr type bridge
ip addr add 10.77.0.254/24 dev gradusbr
ip link set gradusbr up
for number in $(seq "$hosts"); do
  name=gradus$number
  ip netns add "$name"
  ip link add "gr$number" type veth peer name eth0 netns "$name"
  ip link set "gr$number" master gradusbr up
  ip -n "$name" addr add "10.77.0.$number/24" dev eth0
  ip -n "$name" link set eth0 up
  ip -n "$name" link set lo up
  mkdir -p "/etc/netns/$name"
  { echo "127.0.0.1 localhost"; for other in $(seq "$hosts"); do echo "10.77.0.$other gradus$other"; done; } >"/etc/netns/$name/hosts"
done

# What a launcher takes for ssh: runs the words behind the name of the machine there.
cat >"$work/reach" <<'REACH'
#!/bin/bash
while [ "${1#-}" != "$1" ]; do shift; done
name=$1
shift
exec ip netns exec "$name" unshare --uts /bin/sh -c "hostname $name; $*"
REACH
chmod +x "$work/reach"
list=$(IFS=,; echo "${names[*]}")
first() { ip netns exec gradus1 unshare --uts /bin/sh -c "hostname gradus1; exec \"\$@\"" sh "$@"; }
openmpi() {
  first timeout 300 mpirun.openmpi --mca plm_rsh_agent "$work/reach" --mca btl tcp,self --mca btl_tcp_if_include eth0 \
    --mca oob_tcp_if_include eth0 --bind-to none --host "$list" -n "$hosts" "$gradus" "$@"
}
mpich() { first timeout 300 mpirun.mpich -launcher ssh -launcher-exec "$work/reach" -iface eth0 -hosts "$list" -n "$hosts" "$gradus" "$@"; }

net="dense 64, batchnorm, relu, dropout 0.2, dense 10"
"$gradus" train digits --network "$net" --epochs 2 --leaves "$hosts" --no-record --output "$work/alone.safetensors" >/dev/null
for mpi in openmpi mpich; do
  "$mpi" train digits --network "$net" --epochs 2 --leaves "$hosts" --no-record --output "$work/$mpi.safetensors" | grep -E "on gradus|processes"
  cmp "$work/alone.safetensors" "$work/$mpi.safetensors" && echo "$mpi: the file of one process"
done
echo "as quick as the machine"
openmpi doctor --messages
for link in "10gbit 50us" "1gbit 100us" "100mbit 1ms"; do
  read -r rate delay <<<"$link"
  for number in $(seq "$hosts"); do
    if ! ip netns exec "gradus$number" tc qdisc replace dev eth0 root netem rate "$rate" delay "$delay" 2>/dev/null; then
      # Without netem in the kernel the bandwidth alone.
      delay=no
      ip netns exec "gradus$number" tc qdisc replace dev eth0 root tbf rate "$rate" burst 256kb latency 100ms
    fi
  done
  echo "$rate, $delay delay"
  openmpi doctor --messages
  openmpi train fashion-mnist --layers 512,512 --batch-size 2048 --epochs 1 --no-record | grep -E "^epoch|processes"
done
