#!/usr/bin/env bash
# Trains a classifier on Fashion-MNIST and shows what it learned: its accuracy, every class, a few images with what it took them for, and the curve
# of the loss as a picture. Everything is written to .build/demo. Options go to `gradus train`: Scripts/demo.sh --epochs 10
set -eu
cd "$(dirname "$0")/.."
gradus=${GRADUS:-.build/release/gradus}
folder=.build/demo
model=$folder/fashion.safetensors
mkdir -p "$folder"

title() { printf '\n\033[1m%s\033[0m\n' "$*" | if [ -t 1 ]; then cat; else sed $'s/\033\\[[0-9]*m//g'; fi; }

title "Training a dense network on 60,000 photographs of clothing; its gradients are derived from its formula"
"$gradus" train fashion-mnist --layers 512,256 --optimizer adam --learning-rate 0.001 --schedule cosine --batch-size 128 --epochs 6 \
  --validation-split 0.05 --seed 0 --output "$model" --curve "$folder/loss.svg" "$@"

title "What it is worth on 10,000 photographs that it has not seen"
"$gradus" evaluate "$model" fashion-mnist

title "A few of them, and what it takes them for"
"$gradus" show "$model" fashion-mnist --count 6 --seed 6

title "A few that it gets wrong"
"$gradus" show "$model" fashion-mnist --count 3 --wrong --seed 1

echo "The model: $model (gradus inspect $model). The curve of the loss: $folder/loss.svg"
