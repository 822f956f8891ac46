// Functions of one number without branches, so that the compiler can compute many at a time. Included once for each type and
// instruction set: T is float or double, I the integer of its width, F(name) the name with a suffix.
//
// All series but those of Normal.h are Taylor's, cut where the next term is below half a unit in the last place of the reduced argument's range.

#if GRADUS_IS_DOUBLE
#define NUMBER(x) x
#define MANTISSA 52
#define BIAS 1023
#define ROUNDER 0x1.8p52          // x + ROUNDER rounds x to an integer, which is then in the low bits
#define LN2_HIGH 0x1.62e42fee00000p-1
#define LN2_LOW 1.90821492927058770002e-10
#define EXP_LOWEST -746.0
#define EXP_HIGHEST 710.0
#define SMALLEST_NORMAL 0x1p-1022
#define SQRT_HALF_BITS 0x3fe6a09e667f3bcdLL
#else
#define NUMBER(x) x##f
#define MANTISSA 23
#define BIAS 127
#define ROUNDER 0x1.8p23f
#define LN2_HIGH 0.693359375f
#define LN2_LOW -2.12194440e-4f
#define EXP_LOWEST -104.0f
#define EXP_HIGHEST 89.0f
#define SMALLEST_NORMAL 0x1p-126f
#define SQRT_HALF_BITS 0x3f3504f3
#endif

static inline I F(bits)(T x) { return __builtin_bit_cast(I, x); }
static inline T F(from_bits)(I x) { return __builtin_bit_cast(T, x); }
static inline T F(two_to)(I k) { return F(from_bits)((I)((U)(k + BIAS) << MANTISSA)); }

/// x = k ln 2 + r with |r| <= ln(2)/2; returns exp(r) - 1.
static inline T F(reduced_exp)(T x, I *k) {
  T rounded = x * NUMBER(1.44269504088896340736) + ROUNDER;
  *k = F(bits)(rounded) - F(bits)(ROUNDER);
  T n = rounded - ROUNDER;
  T r = (x - n * LN2_HIGH) - n * LN2_LOW;
#if GRADUS_IS_DOUBLE
  T p = 1.0 / 6227020800.0;
  p = p * r + 1.0 / 479001600.0;
  p = p * r + 1.0 / 39916800.0;
  p = p * r + 1.0 / 3628800.0;
  p = p * r + 1.0 / 362880.0;
  p = p * r + 1.0 / 40320.0;
  p = p * r + 1.0 / 5040.0;
#else
  T p = 1.0f / 5040.0f;
#endif
  p = p * r + NUMBER(1.0) / NUMBER(720.0);
  p = p * r + NUMBER(1.0) / NUMBER(120.0);
  p = p * r + NUMBER(1.0) / NUMBER(24.0);
  p = p * r + NUMBER(1.0) / NUMBER(6.0);
  p = p * r + NUMBER(0.5);
  return p * r * r + r;
}

static inline T F(exp_)(T x) {
  T bounded = x < EXP_LOWEST ? EXP_LOWEST : x;
  bounded = bounded > EXP_HIGHEST ? EXP_HIGHEST : bounded;
  I k;
  T p = F(reduced_exp)(bounded, &k) + NUMBER(1.0);
  // Two factors, so that subnormal results round once.
  I half = k >> 1;
  return p * F(two_to)(half) * F(two_to)(k - half);
}

/// exp(x) - 1 for x <= 0.
static inline T F(expm1_negative)(T x) {
  T bounded = x < NUMBER(-50.0) ? NUMBER(-50.0) : x;
  I k;
  T q = F(reduced_exp)(bounded, &k);
  T scale = F(two_to)(k);
  return scale * q + (scale - NUMBER(1.0));
}

/// exp(x) - 1. Half the power of two, so that the largest results stay finite until they are doubled.
static inline T F(expm1_)(T x) {
  T bounded = x < NUMBER(-50.0) ? NUMBER(-50.0) : x;
  bounded = bounded > EXP_HIGHEST ? EXP_HIGHEST : bounded;
  I k;
  T q = F(reduced_exp)(bounded, &k);
  T scale = F(two_to)(k - 1);
  return NUMBER(2.0) * (scale * q + (scale - NUMBER(0.5)));
}

static inline T F(log_)(T x) {
  int subnormal = x < SMALLEST_NORMAL;
  T y = subnormal ? x * (T)(1LL << MANTISSA) : x;
  // y = m 2^e with m in [sqrt(1/2), sqrt(2))
  I shifted = F(bits)(y) - (I)SQRT_HALF_BITS;
  I exponent = shifted >> MANTISSA;
  T m = F(from_bits)((shifted & (((I)1 << MANTISSA) - 1)) + (I)SQRT_HALF_BITS);
  T e = (T)(exponent - (subnormal ? (I)MANTISSA : (I)0));
  // log m = 2 artanh(s), s = (m - 1) / (m + 1), written around f = m - 1 so that log(1 + tiny) keeps its digits.
  T f = m - NUMBER(1.0);
  T s = f / (NUMBER(2.0) + f);
  T z = s * s;
#if GRADUS_IS_DOUBLE
  T p = 2.0 / 25.0;
  p = p * z + 2.0 / 23.0;
  p = p * z + 2.0 / 21.0;
  p = p * z + 2.0 / 19.0;
  p = p * z + 2.0 / 17.0;
  p = p * z + 2.0 / 15.0;
  p = p * z + 2.0 / 13.0;
  p = p * z + 2.0 / 11.0;
#else
  T p = 2.0f / 11.0f;
#endif
  p = p * z + NUMBER(2.0) / NUMBER(9.0);
  p = p * z + NUMBER(2.0) / NUMBER(7.0);
  p = p * z + NUMBER(2.0) / NUMBER(5.0);
  p = p * z + NUMBER(2.0) / NUMBER(3.0);
  T half_square = NUMBER(0.5) * f * f;
  T result = e * LN2_HIGH + (f - (half_square - (s * (half_square + z * p) + e * LN2_LOW)));
  result = x == 0 ? -NUMBER(__builtin_inf)() : result;
  result = x < 0 ? NUMBER(__builtin_nan)("") : result;
  return x < NUMBER(__builtin_inf)() || x < 0 ? result : x;
}

/// log(1 + x): the rounding of 1 + x is put right to first order.
static inline T F(log1p_)(T x) {
  T u = NUMBER(1.0) + x;
  T log = F(log_)(u);
  T corrected = log + (x - (u - NUMBER(1.0))) / u;
  return u > 0 && u < NUMBER(__builtin_inf)() ? corrected : log;
}

static inline T F(tanh_)(T x) {
  T magnitude = x < 0 ? -x : x;
  T e = F(expm1_negative)(NUMBER(-2.0) * magnitude);
  T y = -e / (e + NUMBER(2.0));
  return F(from_bits)(F(bits)(y) | (F(bits)(x) & F(bits)(-NUMBER(0.0))));
}

static inline T F(sigmoid_)(T x) {
  T e = F(exp_)(x < 0 ? x : -x);
  return (x < 0 ? e : NUMBER(1.0)) / (NUMBER(1.0) + e);
}

static inline T F(softplus_)(T x) {
  T e = F(exp_)(x < 0 ? x : -x);
  return (x > 0 ? x : (x == x ? NUMBER(0.0) : x)) + F(log1p_)(e);
}

/// Beyond this the reduction below runs out of digits, and the C library takes over.
#define TURNS_MOST 1e5

/// sin(x + quarters pi/2) for |x| <= TURNS_MOST, in double precision for both types.
static inline T F(sine)(T x, long long quarters) {
  double turned = (double)x * 0.63661977236758134308 + 0x1.8p52;
  long long k = __builtin_bit_cast(long long, turned) + quarters;
  double n = turned - 0x1.8p52;
  // pi/2 in three parts of 33 bits, so that n times each of the first two is exact
  double r = (((double)x - n * 0x1.921fb544p0) - n * 0x1.0b4611a6p-34) - n * 0x1.3198a2e037073p-69;
  double z = r * r;
  double odd = 1.0 / 355687428096000.0;
  odd = odd * z - 1.0 / 1307674368000.0;
  odd = odd * z + 1.0 / 6227020800.0;
  odd = odd * z - 1.0 / 39916800.0;
  odd = odd * z + 1.0 / 362880.0;
  odd = odd * z - 1.0 / 5040.0;
  odd = odd * z + 1.0 / 120.0;
  odd = odd * z - 1.0 / 6.0;
  odd = odd * z * r + r;
  double even = 1.0 / 20922789888000.0;
  even = even * z - 1.0 / 87178291200.0;
  even = even * z + 1.0 / 479001600.0;
  even = even * z - 1.0 / 3628800.0;
  even = even * z + 1.0 / 40320.0;
  even = even * z - 1.0 / 720.0;
  even = even * z + 1.0 / 24.0;
  even = even * z * z + (1.0 - 0.5 * z);
  double y = k & 1 ? even : odd;
  return (T)(k & 2 ? -y : y);
}

#include "Normal.h"

#undef MANTISSA
#undef BIAS
#undef ROUNDER
#undef LN2_HIGH
#undef LN2_LOW
#undef EXP_LOWEST
#undef EXP_HIGHEST
#undef SMALLEST_NORMAL
#undef SQRT_HALF_BITS
