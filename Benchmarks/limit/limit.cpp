// The practical limit of this machine: one training loop for a dense network, written by hand on oneDNN with nothing general about it.
//
//     limit small|medium|large EPOCHS
//
// Reads Fashion-MNIST from Debian's package and prints one JSON object an epoch, then one with the test accuracy. The work is that of
// `train_jax.py`: f32, a new permutation each epoch, whole batches only, softmax cross-entropy, and everything in the epoch is timed.
// The tricks that make it the limit are oneDNN's own products with bias and ReLU fused, the momentum that the weight gradient is
// accumulated into (so that this gradient never exists), and one pass over memory for each update.
//
// It follows the first hand-tuned loop by Gradus's founders; oneDNN is the work of Intel and the oneDNN contributors (Apache License 2.0).
#include <omp.h>
#include <zlib.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <numeric>
#include <oneapi/dnnl/dnnl.hpp>
#include <random>
#include <string>
#include <unordered_map>
#include <vector>

using dnnl::memory;
using Floats = std::vector<float>;
using Bytes = std::vector<unsigned char>;

enum class Optimizer { descent, momentum, adam };

struct Task {
  std::vector<int> widths;
  int batch;
  Optimizer optimizer;
  float rate;
};

static Task task(const std::string& name) {
  if (name == "small") return {{784, 128, 10}, 128, Optimizer::descent, 0.1f};
  if (name == "medium") return {{784, 512, 512, 10}, 128, Optimizer::adam, 1e-3f};
  if (name == "large") return {{784, 2048, 2048, 2048, 10}, 256, Optimizer::momentum, 0.05f};
  std::fprintf(stderr, "limit: no network named %s; there are small, medium and large\n", name.c_str());
  std::exit(64);
}

/// The bytes of a gzipped IDX file after its header.
static Bytes idx(const char* name, size_t header) {
  std::string path = std::string("/usr/share/datasets/fashion-mnist/") + name;
  gzFile file = gzopen(path.c_str(), "rb");
  if (!file) {
    std::fprintf(stderr, "limit: cannot read %s; install dataset-fashion-mnist\n", path.c_str());
    std::exit(66);
  }
  Bytes bytes(64 << 20);
  bytes.resize(gzread(file, bytes.data(), bytes.size()));
  gzclose(file);
  bytes.erase(bytes.begin(), bytes.begin() + header);
  return bytes;
}

static dnnl::engine cpu(dnnl::engine::kind::cpu, 0);
static dnnl::stream stream(cpu);

/// A matrix [rows, columns] in row-major order, or its transpose over the same memory.
struct Matrix {
  float* data;
  long rows, columns;
  bool transposed = false;
  Matrix t() const { return {data, columns, rows, !transposed}; }
  memory::desc description() const {
    return {{rows, columns}, memory::data_type::f32, transposed ? memory::format_tag::ba : memory::format_tag::ab};
  }
};

/// C ← keep C + A B (+ bias), then ReLU if asked.
struct Product {
  dnnl::matmul primitive;
  std::unordered_map<int, memory> arguments;

  Product(Matrix a, Matrix b, Matrix c, float* bias = nullptr, bool relu = false, float keep = 0) {
    dnnl::primitive_attr attributes;
    dnnl::post_ops after;
    if (keep != 0) after.append_sum(keep);
#if DNNL_VERSION_MAJOR >= 3
    if (relu) after.append_eltwise(dnnl::algorithm::eltwise_relu, 0, 0);
#else
    if (relu) after.append_eltwise(1, dnnl::algorithm::eltwise_relu, 0, 0);
#endif
    attributes.set_post_ops(after);
    memory::desc ad = a.description(), bd = b.description(), cd = c.description();
    memory::desc row({1, c.columns}, memory::data_type::f32, memory::format_tag::ab);
#if DNNL_VERSION_MAJOR >= 3
    auto description = bias ? dnnl::matmul::primitive_desc(cpu, ad, bd, row, cd, attributes)
                            : dnnl::matmul::primitive_desc(cpu, ad, bd, cd, attributes);
#else
    auto description = bias ? dnnl::matmul::primitive_desc(dnnl::matmul::desc(ad, bd, row, cd), attributes, cpu)
                            : dnnl::matmul::primitive_desc(dnnl::matmul::desc(ad, bd, cd), attributes, cpu);
#endif
    primitive = dnnl::matmul(description);
    arguments = {{DNNL_ARG_SRC, memory(ad, cpu, a.data)},
                 {DNNL_ARG_WEIGHTS, memory(bd, cpu, b.data)},
                 {DNNL_ARG_DST, memory(cd, cpu, c.data)}};
    if (bias) arguments[DNNL_ARG_BIAS] = memory(row, cpu, bias);
  }

  void run() { primitive.execute(stream, arguments); }
};

struct Layer {
  int inputs, outputs;
  Floats weights, bias, gradient, biasGradient, momentum, square, biasMomentum, biasSquare;
};

/// y = step direction of one optimiser; p ← p − rate y. `c1`, `c2` are Adam's bias corrections.
static void update(Optimizer optimizer, float rate, float c1, float c2, Floats& values, const Floats& gradient,
                   Floats& momentum, Floats& square) {
  float *p = values.data(), *m = momentum.data(), *v = square.data();
  const float* g = gradient.data();
  long n = values.size();
  if (optimizer == Optimizer::descent) {
#pragma omp parallel for simd schedule(static) if (n > 4096)
    for (long i = 0; i < n; i++) p[i] -= rate * g[i];
  } else if (optimizer == Optimizer::momentum) {
#pragma omp parallel for simd schedule(static) if (n > 4096)
    for (long i = 0; i < n; i++) p[i] -= rate * m[i];
  } else {
#pragma omp parallel for simd schedule(static) if (n > 4096)
    for (long i = 0; i < n; i++) {
      m[i] += 0.1f * (g[i] - m[i]);
      v[i] += 0.001f * (g[i] * g[i] - v[i]);
      p[i] -= rate * (c1 * m[i]) / (std::sqrt(c2 * v[i]) + 1e-8f);
    }
  }
}

/// dz = (softmax(z) − one-hot(label)) / batch, row by row; z becomes the exponentials on the way.
static void residual(float* z, float* dz, const unsigned char* labels, const int* chosen, int batch) {
  for (int r = 0; r < batch; r++, z += 10, dz += 10) {
    float largest = *std::max_element(z, z + 10), sum = 0;
    for (int i = 0; i < 10; i++) sum += z[i] = std::exp(z[i] - largest);
    for (int i = 0; i < 10; i++) dz[i] = (z[i] / sum - (i == labels[chosen[r]])) / batch;
  }
}

/// sums[j] ← Σᵢ matrix[i, j], a strip of columns at a time.
static void columnSums(const Floats& matrix, int rows, int columns, Floats& sums) {
  const float* d = matrix.data();
  float* s = sums.data();
#pragma omp parallel for schedule(static) if (columns >= 128)
  for (int j = 0; j < columns; j += 64) {
    int width = std::min(64, columns - j);
    float strip[64] = {};
    for (int r = 0; r < rows; r++) {
      const float* row = d + (long)r * columns + j;
      for (int i = 0; i < width; i++) strip[i] += row[i];
    }
    std::copy(strip, strip + width, s + j);
  }
}

int main(int count, char** words) {
  if (count != 3) {
    std::fprintf(stderr, "usage: limit small|medium|large EPOCHS\n");
    return 64;
  }
  Task job = task(words[1]);
  int epochs = std::atoi(words[2]), B = job.batch, L = job.widths.size() - 1;
  Bytes images = idx("train-images-idx3-ubyte.gz", 16), labels = idx("train-labels-idx1-ubyte.gz", 8);
  Bytes testImages = idx("t10k-images-idx3-ubyte.gz", 16), testLabels = idx("t10k-labels-idx1-ubyte.gz", 8);
  std::mt19937 generator(0);

  std::vector<Layer> layers;
  std::vector<Floats> A, D;  // activations and their gradients: A[0] holds the images
  for (int width : job.widths) A.emplace_back((size_t)B * width), D.emplace_back((size_t)B * width);
  for (int l = 0; l < L; l++) {
    int m = job.widths[l], n = job.widths[l + 1];
    auto zeros = [](size_t size) { return Floats(size, 0.f); };
    size_t size = (size_t)m * n;
    layers.push_back({m, n, zeros(size), zeros(n), zeros(size), zeros(n), zeros(size), zeros(size), zeros(n), zeros(n)});
    std::normal_distribution<float> he(0, std::sqrt(2.f / m));
    for (float& w : layers[l].weights) w = he(generator);
  }

  bool accumulate = job.optimizer == Optimizer::momentum;
  std::vector<Product> forward, toWeights, toInputs;
  for (int l = 0; l < L; l++) {
    Layer& layer = layers[l];
    Matrix a{A[l].data(), B, layer.inputs}, w{layer.weights.data(), layer.inputs, layer.outputs};
    Matrix z{A[l + 1].data(), B, layer.outputs}, d{D[l + 1].data(), B, layer.outputs}, da{D[l].data(), B, layer.inputs};
    Matrix g{(accumulate ? layer.momentum : layer.gradient).data(), layer.inputs, layer.outputs};
    forward.emplace_back(a, w, z, layer.bias.data(), l + 1 < L);
    toWeights.emplace_back(a.t(), d, g, nullptr, false, accumulate ? 0.9f : 0.f);
    toInputs.emplace_back(d, w.t(), da);
  }

  std::vector<int> order(60000);
  std::iota(order.begin(), order.end(), 0);
  long t = 0;
  for (int epoch = 1; epoch <= epochs; epoch++) {
    auto start = std::chrono::steady_clock::now();
    std::shuffle(order.begin(), order.end(), generator);
    for (int first = 0; first + B <= 60000; first += B) {
      const int* chosen = &order[first];
#pragma omp parallel for schedule(static)
      for (int r = 0; r < B; r++) {
        const unsigned char* image = &images[784L * chosen[r]];
        float* x = &A[0][784L * r];
        for (int i = 0; i < 784; i++) x[i] = image[i] * (1 / 255.f);
      }
      for (Product& product : forward) product.run();
      residual(A[L].data(), D[L].data(), labels.data(), chosen, B);

      t++;
      float c1 = 1 / (1 - std::pow(0.9f, t)), c2 = 1 / (1 - std::pow(0.999f, t));
      for (int l = L - 1; l >= 0; l--) {
        toWeights[l].run();
        columnSums(D[l + 1], B, layers[l].outputs, layers[l].biasGradient);
        if (l == 0) continue;
        toInputs[l].run();
        float* d = D[l].data();
        const float* a = A[l].data();
        long n = A[l].size();
#pragma omp parallel for simd schedule(static)
        for (long i = 0; i < n; i++) d[i] = a[i] > 0 ? d[i] : 0;
      }
      for (Layer& layer : layers) {
        if (accumulate)
          for (int i = 0; i < layer.outputs; i++)
            layer.biasMomentum[i] = 0.9f * layer.biasMomentum[i] + layer.biasGradient[i];
        update(job.optimizer, job.rate, c1, c2, layer.weights, layer.gradient, layer.momentum, layer.square);
        update(job.optimizer, job.rate, c1, c2, layer.bias, layer.biasGradient, layer.biasMomentum, layer.biasSquare);
      }
    }
    double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    std::printf("{\"epoch\":%d,\"seconds\":%.6f}\n", epoch, seconds);
    std::fflush(stdout);
  }

  int right = 0, tested = 10000 / B * B;
  for (int first = 0; first + B <= 10000; first += B) {
    for (long i = 0; i < 784L * B; i++) A[0][i] = testImages[784L * first + i] / 255.f;
    for (Product& product : forward) product.run();
    for (int r = 0; r < B; r++) {
      const float* z = &A[L][r * 10];
      right += std::max_element(z, z + 10) - z == testLabels[first + r];
    }
  }
  std::printf("{\"test_accuracy\":%.4f}\n", right / double(tested));
}
