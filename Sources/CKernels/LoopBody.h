// The loops over one block and over the blocks of one part. Included once for each type and instruction set, after
// Arithmetic.h.

// An instruction may write where it reads, entry by entry, so entries never depend on one another.
#define EACH(expression)                                                                                                 \
  {                                                                                                                      \
    _Pragma("clang loop vectorize(assume_safety)") for (long i = 0; i < n; i++) d[i] = (expression);                     \
    return;                                                                                                              \
  }
#define EACH_BY_LIBRARY(call)                                                                                            \
  {                                                                                                                      \
    for (long i = 0; i < n; i++) d[i] = (T)call((double)a[i]);                                                           \
    return;                                                                                                              \
  }

static void F(turns)(T *d, const T *a, long n, long long quarters) {
  int far = 0;
  for (long i = 0; i < n; i++) far |= !(a[i] <= (T)TURNS_MOST && a[i] >= (T)-TURNS_MOST);
  if (far) {
    for (long i = 0; i < n; i++) d[i] = (T)(quarters ? cos((double)a[i]) : sin((double)a[i]));
    return;
  }
  EACH(F(sine)(a[i], quarters))
}

static void F(power_number)(T *d, const T *a, long n, double exponent) {
  if (exponent == -1) EACH(1 / a[i])
  if (exponent == 2) EACH(a[i] * a[i])
  if (exponent == 3) EACH(a[i] * a[i] * a[i])
  if (exponent == 0.5) EACH(F(root)(a[i]))
  if (exponent == -0.5) EACH(1 / F(root)(a[i]))
  if (exponent == -2) EACH(1 / (a[i] * a[i]))
  for (long i = 0; i < n; i++) d[i] = (T)pow((double)a[i], exponent);
}

static void F(execute)(const gradus_instruction *step, T *d, const T *a, const T *b, const T *c, long n) {
  const T s = (T)step->s, t = (T)step->t;
  switch ((enum gradus_operation)step->operation) {
  case GRADUS_COPY: EACH(a[i])
  case GRADUS_FILL: EACH(s)
  case GRADUS_ADD: EACH(a[i] + b[i])
  case GRADUS_SUBTRACT: EACH(a[i] - b[i])
  case GRADUS_MULTIPLY: EACH(a[i] * b[i])
  case GRADUS_DIVIDE: EACH(a[i] / b[i])
  case GRADUS_LARGER: EACH(a[i] > b[i] || a[i] != a[i] ? a[i] : b[i])
  case GRADUS_SMALLER: EACH(a[i] < b[i] || a[i] != a[i] ? a[i] : b[i])
  case GRADUS_POWER:
    for (long i = 0; i < n; i++) d[i] = (T)pow((double)a[i], (double)b[i]);
    return;
  case GRADUS_POWER_NUMBER: F(power_number)(d, a, n, step->s); return;
  case GRADUS_EQUAL: EACH(a[i] == b[i] ? 1 : 0)
  case GRADUS_AFFINE:
    if (t == 0) EACH(s * a[i])
    EACH(s * a[i] + t)
  case GRADUS_COMBINE:
    if (s == 1) EACH(a[i] + t * b[i])
    EACH(s * a[i] + t * b[i])
  case GRADUS_PRODUCT_ADD:
    if (s == 1 && t == 1) EACH(a[i] * b[i] + c[i])
    if (s == -1 && t == 1) EACH(c[i] - a[i] * b[i])
    EACH((s * a[i]) * b[i] + t * c[i])
  case GRADUS_PRODUCT_SHIFT:
    if (t == 0) EACH(s * (a[i] * b[i]))
    EACH((s * a[i]) * b[i] + t)
  case GRADUS_ROOT_SHIFT: EACH(s * F(root)(a[i]) * b[i] + t)
  case GRADUS_OVER_ROOT: EACH(a[i] / (s * F(root)(b[i]) * c[i] + t))
  case GRADUS_MASK_POSITIVE: EACH(b[i] <= 0 ? 0 : a[i])
  case GRADUS_TIMES_LOG: EACH(a[i] == 0 ? 0 : a[i] * F(log_)(b[i]))
  case GRADUS_SQUARE: EACH(a[i] * a[i])
  case GRADUS_RECIPROCAL: EACH(s / a[i])
  case GRADUS_SQUARE_ROOT: EACH(F(root)(a[i]))
  case GRADUS_LOG1P: EACH(F(log1p_)(a[i]))
  case GRADUS_EXPM1: EACH(F(expm1_)(a[i]))
  case GRADUS_MAP: EACH_BY_LIBRARY(step->function)
  case GRADUS_EXP: EACH(F(exp_)(a[i]))
  case GRADUS_LOG: EACH(F(log_)(a[i]))
  case GRADUS_SIN: F(turns)(d, a, n, 0); return;
  case GRADUS_COS: F(turns)(d, a, n, 1); return;
  case GRADUS_TANH: EACH(F(tanh_)(a[i]))
  case GRADUS_ABS: EACH(a[i] < 0 ? -a[i] : a[i])
  case GRADUS_SIGN: EACH(a[i] > 0 ? 1 : a[i] < 0 ? -1 : a[i] != a[i] ? a[i] : 0)
  case GRADUS_STEP: EACH(a[i] > 0 ? 1 : a[i] != a[i] ? a[i] : 0)
  case GRADUS_STEP_FROM_ZERO: EACH(a[i] >= 0 ? 1 : a[i] != a[i] ? a[i] : 0)
  case GRADUS_RELU: EACH(a[i] <= 0 ? 0 : a[i])
  case GRADUS_SIGMOID: EACH(F(sigmoid_)(a[i]))
  case GRADUS_SOFTPLUS: EACH(F(softplus_)(a[i]))
  case GRADUS_NORMCDF: EACH(F(normcdf_)(a[i]))
  case GRADUS_ERF: EACH(F(erf_)(a[i]))
  }
}

static void F(apply)(const gradus_instruction *step, void *d, const void *a, long n) { F(execute)(step, d, a, a, a, n); }

// MARK: Folding

#define LANES 16

/// Always in the same order: LANES running results, then these one after another.
static double F(fold)(int kind, const T *a, long n) {
  T lanes[LANES];
  T start = kind == GRADUS_FOLD_SUM ? 0 : kind == GRADUS_FOLD_PRODUCT ? 1 : a[0];
  for (int j = 0; j < LANES; j++) lanes[j] = start;
  long whole = n / LANES * LANES;
  switch (kind) {
  case GRADUS_FOLD_SUM:
    for (long i = 0; i < whole; i += LANES)
      for (int j = 0; j < LANES; j++) lanes[j] += a[i + j];
    break;
  case GRADUS_FOLD_PRODUCT:
    for (long i = 0; i < whole; i += LANES)
      for (int j = 0; j < LANES; j++) lanes[j] *= a[i + j];
    break;
  case GRADUS_FOLD_LARGEST:
    for (long i = 0; i < whole; i += LANES)
      for (int j = 0; j < LANES; j++) lanes[j] = a[i + j] > lanes[j] || a[i + j] != a[i + j] ? a[i + j] : lanes[j];
    break;
  default:
    for (long i = 0; i < whole; i += LANES)
      for (int j = 0; j < LANES; j++) lanes[j] = a[i + j] < lanes[j] || a[i + j] != a[i + j] ? a[i + j] : lanes[j];
  }
  double result = lanes[0];
  int used = whole > 0 ? LANES : 1;
  for (int j = 1; j < used; j++) result = gradus_fold_two(kind, result, lanes[j]);
  for (long i = whole; i < n; i++) result = gradus_fold_two(kind, result, a[i]);
  return result;
}

/// d <- fold(d, a), entry by entry.
static void F(fold_into)(int kind, T *d, const T *a, long n) {
  switch (kind) {
  case GRADUS_FOLD_SUM: EACH(d[i] + a[i])
  case GRADUS_FOLD_PRODUCT: EACH(d[i] * a[i])
  case GRADUS_FOLD_LARGEST: EACH(a[i] > d[i] || a[i] != a[i] ? a[i] : d[i])
  default: EACH(a[i] < d[i] || a[i] != a[i] ? a[i] : d[i])
  }
}

// MARK: One part of a loop

/// Copies the entries at place..<place+n of the index space by strides, from numbers of one kind.
#define GRADUS_LOAD(name, S)                                                                                             \
  static void F(load_##name)(const gradus_loop *loop, const gradus_slot *slot, T *d, long place, long n) {               \
    long index[GRADUS_LOOP_AXES], rest = place, offset = 0;                                                              \
    int last = loop->rank - 1;                                                                                           \
    for (int axis = last; axis >= 0; axis--) {                                                                           \
      index[axis] = rest % loop->extents[axis];                                                                          \
      rest /= loop->extents[axis];                                                                                       \
      offset += index[axis] * slot->strides[axis];                                                                       \
    }                                                                                                                    \
    const S *base = slot->base;                                                                                          \
    long stride = slot->strides[last], extent = loop->extents[last];                                                     \
    for (long done = 0; done < n;) {                                                                                     \
      long run = extent - index[last];                                                                                   \
      if (run > n - done) run = n - done;                                                                                \
      const S *from = base + offset;                                                                                     \
      T *to = d + done;                                                                                                  \
      if (stride == 0) {                                                                                                 \
        T value = (T)*from;                                                                                              \
        for (long i = 0; i < run; i++) to[i] = value;                                                                    \
      } else if (stride == 1) {                                                                                          \
        for (long i = 0; i < run; i++) to[i] = (T)from[i];                                                               \
      } else {                                                                                                           \
        for (long i = 0; i < run; i++) to[i] = (T)from[i * stride];                                                      \
      }                                                                                                                  \
      done += run;                                                                                                       \
      if (done == n) return;                                                                                             \
      offset -= index[last] * stride;                                                                                    \
      index[last] = 0;                                                                                                   \
      for (int axis = last - 1; axis >= 0; axis--) {                                                                     \
        offset += slot->strides[axis];                                                                                   \
        if (++index[axis] < loop->extents[axis]) break;                                                                  \
        offset -= loop->extents[axis] * slot->strides[axis];                                                             \
        index[axis] = 0;                                                                                                 \
      }                                                                                                                  \
    }                                                                                                                    \
  }
GRADUS_PRECISIONS(GRADUS_LOAD)
#undef GRADUS_LOAD

static void F(load)(const gradus_loop *loop, const gradus_slot *slot, T *d, long place, long n) {
  switch ((enum gradus_precision)slot->precision) {
#define GRADUS_LOAD_CASE(name, S) \
  case GRADUS_PRECISION_##name: F(load_##name)(loop, slot, d, place, n); return;
    GRADUS_PRECISIONS(GRADUS_LOAD_CASE)
#undef GRADUS_LOAD_CASE
  default: return;
  }
}

static T F(scalar)(const gradus_slot *slot) {
  switch ((enum gradus_precision)slot->precision) {
#define GRADUS_SCALAR_CASE(name, S) \
  case GRADUS_PRECISION_##name: return (T)*(const S *)slot->base;
    GRADUS_PRECISIONS(GRADUS_SCALAR_CASE)
#undef GRADUS_SCALAR_CASE
  default: return 0;
  }
}

static void F(sink)(const gradus_loop *loop, const gradus_sink *sink, const T *a, long place, long n, long part, int first) {
  long row = loop->row;
  switch (sink->extent) {
  case GRADUS_OVER_ALL: {
    double *total = (double *)sink->partial + part, value = F(fold)(sink->fold, a, n);
    *total = first ? value : gradus_fold_two(sink->fold, *total, value);
    return;
  }
  case GRADUS_OVER_ROW: {
    T *result = sink->result;
    // Either whole rows, or a piece of one row.
    if (n >= row) {
      for (long r = 0; r < n / row; r++) result[place / row + r] = (T)F(fold)(sink->fold, a + r * row, row);
    } else {
      double value = F(fold)(sink->fold, a, n);
      T *total = result + place / row;
      *total = (T)(place % row ? gradus_fold_two(sink->fold, *total, value) : value);
    }
    return;
  }
  default: {
    T *total = (loop->parts > 1 ? (T *)sink->partial + part * row : (T *)sink->result);
    if (n >= row) {
      for (long r = 0; r < n / row; r++) {
        if (first && r == 0)
          memcpy(total, a, (size_t)row * sizeof(T));
        else
          F(fold_into)(sink->fold, total, a + r * row, row);
      }
    } else if (first) {
      memcpy(total + place % row, a, (size_t)n * sizeof(T));
    } else {
      F(fold_into)(sink->fold, total + place % row, a, n);
    }
  }
  }
}

static __attribute__((noinline)) void F(run_part)(void *context, long part, int thread) {
  const gradus_loop *loop = context;
  long row = loop->row, rows = loop->count / row;
  long grain = row * (long)sizeof(T) % 64 == 0 ? 1 : 64;
  long pieces = (rows + grain - 1) / grain;
  long from = pieces * part / loop->parts * grain, to = pieces * (part + 1) / loop->parts * grain;
  if (to > rows) to = rows;
  if (from >= to) return;

  T *blocks = (T *)(loop->scratch + thread * gradus_loop_scratch(loop));
  T *at[GRADUS_LOOP_SLOTS];
  for (int s = 0; s < loop->slot_count; s++) {
    const gradus_slot *slot = &loop->slots[s];
    if (slot->kind == GRADUS_SLOT_DENSE) continue;
    at[s] = blocks + slot->block * loop->block;
    if (slot->kind == GRADUS_SLOT_SCALAR) {
      T value = F(scalar)(slot);
      long n = loop->block < (to - from) * row ? loop->block : (to - from) * row;
      for (long i = 0; i < n; i++) at[s][i] = value;
    }
  }
  long step = row <= loop->block ? loop->block / row * row : loop->block;
  long end = to * row, next;
  for (long place = from * row; place < end; place = next) {
    next = place + step;
    // A long row is cut into pieces that do not reach into the next row.
    if (row > loop->block && next > (place / row + 1) * row) next = (place / row + 1) * row;
    if (next > end) next = end;
    long n = next - place;
    for (int s = 0; s < loop->slot_count; s++) {
      const gradus_slot *slot = &loop->slots[s];
      if (slot->kind == GRADUS_SLOT_DENSE) at[s] = (T *)slot->base + place;
      if (slot->kind == GRADUS_SLOT_STRIDED) F(load)(loop, slot, at[s], place, n);
    }
    for (int i = 0; i < loop->instruction_count; i++) {
      const gradus_instruction *code = &loop->instructions[i];
      F(execute)(code, at[code->destination], at[code->a], at[code->b], at[code->c], n);
    }
    for (int i = 0; i < loop->sink_count; i++) {
      const gradus_sink *sink = &loop->sinks[i];
      int first = sink->extent == GRADUS_OVER_ALL ? place == from * row : place < (from + 1) * row;
      F(sink)(loop, sink, at[sink->slot], place, n, part, first);
    }
  }
}

static void F(part)(void *context, long part, int thread) {
#if GRADUS_IS_DOUBLE
  F(run_part)(context, part, thread);
#else
  // What decays from step to step, as the means of an optimiser, ends in numbers below 2⁻¹²⁶, and with them each operation takes a hundred cycles:
  // such results become zero. Numbers that come in keep their value, and double precision keeps all.
  unsigned before = gradus_flush_subnormals();
  F(run_part)(context, part, thread);
  gradus_restore_rounding(before);
#endif
}

/// Puts the results of the parts together, in their order.
static void F(finish)(const gradus_loop *loop) {
  for (int i = 0; i < loop->sink_count; i++) {
    const gradus_sink *sink = &loop->sinks[i];
    if (sink->extent == GRADUS_OVER_ALL) {
      double total = ((double *)sink->partial)[0];
      for (long part = 1; part < loop->parts; part++)
        total = gradus_fold_two(sink->fold, total, ((double *)sink->partial)[part]);
      *(T *)sink->result = (T)total;
    } else if (sink->extent == GRADUS_OVER_COLUMN && loop->parts > 1) {
      T *result = sink->result;
      memcpy(result, sink->partial, (size_t)loop->row * sizeof(T));
      for (long part = 1; part < loop->parts; part++)
        F(fold_into)(sink->fold, result, (const T *)sink->partial + part * loop->row, loop->row);
    }
  }
}

// MARK: Rows

static void F(softmax_row)(const T *x, T *lse, T *softmax, T *log_softmax, long n) {
  T most = (T)F(fold)(GRADUS_FOLD_LARGEST, x, n);
  double total = 0;
  T block[256];
  T shift = most - most == 0 ? most : 0;
  for (long start = 0; start < n; start += 256) {
    long count = n - start < 256 ? n - start : 256;
    T *e = softmax ? softmax + start : block;
    const T *from = x + start;
    _Pragma("clang loop vectorize(assume_safety)") for (long i = 0; i < count; i++) e[i] = F(exp_)(from[i] - shift);
    total += F(fold)(GRADUS_FOLD_SUM, e, count);
  }
  // A row of one infinity is its own log sum exp, and its softmax is NaN: as the definition has it.
  T value = shift == most ? most + (T)log(total) : most;
  if (lse) *lse = value;
  if (softmax) {
    T scale = shift == most ? (T)(1 / total) : NUMBER(__builtin_nan)("");
    for (long i = 0; i < n; i++) softmax[i] *= scale;
  }
  if (log_softmax)
    for (long i = 0; i < n; i++) log_softmax[i] = x[i] - value;
}

static void F(softmax)(void *context, long part, int thread) {
  const gradus_softmax *job = context;
  long parts = gradus_softmax_parts(job), n = job->columns;
  for (long row = job->rows * part / parts; row < job->rows * (part + 1) / parts; row++)
    F(softmax_row)((const T *)job->argument + row * n, job->log_sum_exp ? (T *)job->log_sum_exp + row : NULL,
                   job->softmax ? (T *)job->softmax + row * n : NULL,
                   job->log_softmax ? (T *)job->log_softmax + row * n : NULL, n);
}

static void F(gather)(void *context, long part, int thread) {
  const struct gradus_gather *job = context;
  T scale = (T)job->scale;
  for (long row = job->count * part / job->parts; row < job->count * (part + 1) / job->parts; row++) {
    T *to = (T *)job->result + row * job->columns;
    if (job->numbers) {
      const float *from = job->numbers + job->rows[row] * job->columns;
      for (long i = 0; i < job->columns; i++) to[i] = (T)from[i];
      continue;
    }
    const unsigned char *from = job->bytes + job->rows[row] * job->columns;
    for (long i = 0; i < job->columns; i++) to[i] = (T)from[i] * scale;
  }
}

#undef EACH
#undef EACH_BY_LIBRARY
#undef LANES
