// The normal distribution function and the error function, without branches. Included by Arithmetic.h for each type and instruction set.
//
// The series go through the values at Chebyshev's points: `Scripts/normal-series.py` prints them. Their relative errors are
// 5e-17 and 4e-9, those of the functions up to two units in the last place of erf, and up to eight of Phi.

#if GRADUS_IS_DOUBLE
#define TAIL_SCALE 0.2
#define TAIL_MOST 40.0
#define HIGH_BITS (~0x7ffffffLL)
#else
#define TAIL_SCALE 0.25f
#define TAIL_MOST 15.0f
#define HIGH_BITS (~0xfff)
#endif

/// 1 - Phi(a) = exp(-a^2/2) t P(t) with t = 1/(1 + c a), for a >= 0.
static inline T F(normal_tail)(T a) {
  a = a > TAIL_MOST ? TAIL_MOST : a;
  T t = NUMBER(1.0) / (NUMBER(1.0) + TAIL_SCALE * a);
  T s = NUMBER(2.0) * t - NUMBER(1.0);
#if GRADUS_IS_DOUBLE
  T p = 2.838384378716120529e-11;
  p = p * s - 1.568559272727184059e-10;
  p = p * s - 2.644205925563388166e-10;
  p = p * s + 1.853731807405423645e-9;
  p = p * s + 1.413609130796181205e-9;
  p = p * s - 1.348032235954406265e-8;
  p = p * s - 7.750661844871679596e-9;
  p = p * s + 8.669122038951507463e-8;
  p = p * s + 6.674120701671953946e-8;
  p = p * s - 5.537723266745881654e-7;
  p = p * s - 7.958914361584099555e-7;
  p = p * s + 3.336168703928098703e-6;
  p = p * s + 9.952472935015361431e-6;
  p = p * s - 0.00001187511703268818375;
  p = p * s - 0.0001089797954890873253;
  p = p * s - 0.0001595738856857572583;
  p = p * s + 0.0005986753520695269611;
  p = p * s + 0.004159013360663893864;
  p = p * s + 0.01382372774139134138;
  p = p * s + 0.0330040732340379364;
  p = p * s + 0.06270663133425716973;
  p = p * s + 0.09906112319399612787;
  p = p * s + 0.1330765005780113714;
  p = p * s + 0.1538386099500125887;
#else
  T p = -5.494760854e-06f;
  p = p * s - 4.314980731e-07f;
  p = p * s + 5.444276641e-05f;
  p = p * s + 3.341010656e-05f;
  p = p * s - 0.0004060619093f;
  p = p * s - 0.0008699857565f;
  p = p * s + 0.001884672195f;
  p = p * s + 0.015099161f;
  p = p * s + 0.04663049623f;
  p = p * s + 0.0967843486f;
  p = p * s + 0.1519741601f;
  p = p * s + 0.1888212826f;
#endif
  // What a^2 loses by rounding, since exp magnifies it: the upper half of a has an exact square.
  T high = F(from_bits)(F(bits)(a) & (I)HIGH_BITS), low = a - high;
  T square = a * a;
  T lost = (high * high - square) + (NUMBER(2.0) * high * low + low * low);
  T e = F(exp_)(NUMBER(-0.5) * square);
  return (e - NUMBER(0.5) * lost * e) * t * p;
}

static inline T F(normcdf_)(T x) {
  T q = F(normal_tail)(x < 0 ? -x : x);
  return x > 0 ? NUMBER(1.0) - q : q;
}

static inline T F(erf_)(T x) {
  T magnitude = x < 0 ? -x : x;
  // 1 - 2 (1 - Phi(sqrt(2) x)) loses its digits near 0.
  T far = NUMBER(1.0) - NUMBER(2.0) * F(normal_tail)(magnitude * NUMBER(1.41421356237309504880));
  T z = x * x;
  z = z > NUMBER(1.0) ? NUMBER(1.0) : z;
  T s = NUMBER(2.0) * z - NUMBER(1.0);
#if GRADUS_IS_DOUBLE
  T p = -3.806591224122139766e-13;
  p = p * s + 9.211250187428229855e-12;
  p = p * s - 2.035231956483526886e-10;
  p = p * s + 4.115751500265884844e-9;
  p = p * s - 7.511569251086090265e-8;
  p = p * s + 1.223382763809357271e-6;
  p = p * s - 0.00001753716944128019682;
  p = p * s + 0.0002175171560356348856;
  p = p * s - 0.002285485561144085467;
  p = p * s + 0.01985249668898421859;
  p = p * s - 0.1405360890227171207;
  p = p * s + 0.9654687386698673012;
#else
  T p = 1.230605479e-06f;
  p = p * s - 1.766906803e-05f;
  p = p * s + 0.0002175135417f;
  p = p * s - 0.002285419545f;
  p = p * s + 0.01985249714f;
  p = p * s - 0.1405360973f;
  p = p * s + 0.9654687387f;
#endif
  return magnitude < NUMBER(1.0) ? x * p : (x < 0 ? -far : far);
}

#undef TAIL_SCALE
#undef TAIL_MOST
#undef HIGH_BITS
