//! The inner sums of a matrix product, in vector code where the machine has it.

use fearless_simd::Level;

/// How many outputs, and how many rows, are computed together.
pub(super) const OUTPUTS: usize = 16;
pub(super) const ROWS: usize = 8;

/// The weights of `OUTPUTS` outputs for a pair of inputs: two each.
pub(super) type Weights = [i16; 2 * OUTPUTS];
/// A pair of inputs of `ROWS` rows: the first in the lower half.
pub(super) type Values = [i32; ROWS];
type Sums = [[i32; OUTPUTS]; ROWS];

/// A way to compute sums.
#[derive(Clone, Copy)]
pub(super) enum Product {
    Plain,
    #[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
    Avx2(fearless_simd::x86::Avx2),
    #[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
    Avx512(fearless_simd::x86::Avx512),
}

/// The fastest way that a level allows.
pub(super) fn fastest(level: Level) -> Product {
    all(level).next().unwrap_or(Product::Plain)
}

/// All ways that a level allows, the fastest first.
pub(super) fn all(level: Level) -> impl Iterator<Item = Product> {
    #[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
    let vector = [level.as_avx512().map(Product::Avx512), level.as_avx2().map(Product::Avx2)];
    #[cfg(not(any(target_arch = "x86", target_arch = "x86_64")))]
    let vector: [Option<Product>; 0] = {
        let _ = level;
        []
    };
    vector.into_iter().flatten().chain([Product::Plain])
}

impl Product {
    /// The sums of `OUTPUTS` outputs for `ROWS` rows: their values, and the weights, a pair of inputs after another.
    #[inline]
    pub(super) fn of(self, values: &[Values], weights: &[Weights]) -> Sums {
        match self {
            #[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
            Self::Avx512(avx512) => avx512_sums(avx512, values, weights),
            #[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
            Self::Avx2(avx2) => avx2_sums(avx2, values, weights),
            Self::Plain => plain_sums(values, weights),
        }
    }
}

fn plain_sums(values: &[Values], weights: &[Weights]) -> Sums {
    let mut sums = [[0; OUTPUTS]; ROWS];
    for (values, weights) in values.iter().zip(weights) {
        for (pair, sums) in values.iter().zip(&mut sums) {
            let (first, second) = (i32::from(*pair as i16), *pair >> 16);
            for (sum, [a, b]) in sums.iter_mut().zip(weights.as_chunks::<2>().0) {
                *sum += i32::from(*a) * first + i32::from(*b) * second;
            }
        }
    }
    sums
}

// The loops over rows are written out in the following: what is generic is compiled without these instructions, and is
// not always inlined.

#[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
fearless_simd::kernel!(
    #[inline]
    fn avx2_sums(avx2: Avx2, values: &[Values], weights: &[Weights]) -> Sums {
        use fearless_simd::{SimdFrom, i16x16, i32x8};
        #[cfg(target_arch = "x86")]
        use std::arch::x86::{_mm256_add_epi32, _mm256_madd_epi16, _mm256_set1_epi32, _mm256_setzero_si256};
        #[cfg(target_arch = "x86_64")]
        use std::arch::x86_64::{_mm256_add_epi32, _mm256_madd_epi16, _mm256_set1_epi32, _mm256_setzero_si256};

        macro_rules! four_rows {
            ($first:literal, $into:expr) => {
                let [mut sums0, mut sums1, mut sums2, mut sums3] = [[_mm256_setzero_si256(); 2]; 4];
                for (values, weights) in values.iter().zip(weights) {
                    let ([left, right], _) = weights.as_chunks() else { continue };
                    let (left, right) = (i16x16::simd_from(avx2, *left).into(), i16x16::simd_from(avx2, *right).into());
                    macro_rules! add {
                        ($sums:ident, $row:expr) => {
                            let value = _mm256_set1_epi32(values[$row]);
                            $sums[0] = _mm256_add_epi32($sums[0], _mm256_madd_epi16(left, value));
                            $sums[1] = _mm256_add_epi32($sums[1], _mm256_madd_epi16(right, value));
                        };
                    }
                    add!(sums0, $first);
                    add!(sums1, $first + 1);
                    add!(sums2, $first + 2);
                    add!(sums3, $first + 3);
                }
                for (out, sums) in $into.iter_mut().zip([sums0, sums1, sums2, sums3]) {
                    for (out, sum) in out.as_chunks_mut::<8>().0.iter_mut().zip(sums) {
                        *out = i32x8::simd_from(avx2, sum).into();
                    }
                }
            };
        }
        let mut out = [[0; OUTPUTS]; ROWS];
        four_rows!(0, out[..4]);
        four_rows!(4, out[4..]);
        out
    }
);

#[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
fearless_simd::kernel!(
    #[inline]
    fn avx512_sums(avx512: Avx512, values: &[Values], weights: &[Weights]) -> Sums {
        use fearless_simd::{SimdFrom, i16x32, i32x16};
        #[cfg(target_arch = "x86")]
        use std::arch::x86::{_mm512_dpwssd_epi32, _mm512_set1_epi32, _mm512_setzero_si512};
        #[cfg(target_arch = "x86_64")]
        use std::arch::x86_64::{_mm512_dpwssd_epi32, _mm512_set1_epi32, _mm512_setzero_si512};

        let [mut sum0, mut sum1, mut sum2, mut sum3] = [_mm512_setzero_si512(); 4];
        let [mut sum4, mut sum5, mut sum6, mut sum7] = [_mm512_setzero_si512(); 4];
        for (values, weights) in values.iter().zip(weights) {
            let weights = i16x32::simd_from(avx512, *weights).into();
            sum0 = _mm512_dpwssd_epi32(sum0, weights, _mm512_set1_epi32(values[0]));
            sum1 = _mm512_dpwssd_epi32(sum1, weights, _mm512_set1_epi32(values[1]));
            sum2 = _mm512_dpwssd_epi32(sum2, weights, _mm512_set1_epi32(values[2]));
            sum3 = _mm512_dpwssd_epi32(sum3, weights, _mm512_set1_epi32(values[3]));
            sum4 = _mm512_dpwssd_epi32(sum4, weights, _mm512_set1_epi32(values[4]));
            sum5 = _mm512_dpwssd_epi32(sum5, weights, _mm512_set1_epi32(values[5]));
            sum6 = _mm512_dpwssd_epi32(sum6, weights, _mm512_set1_epi32(values[6]));
            sum7 = _mm512_dpwssd_epi32(sum7, weights, _mm512_set1_epi32(values[7]));
        }
        let mut out = [[0; OUTPUTS]; ROWS];
        for (out, sum) in out.iter_mut().zip([sum0, sum1, sum2, sum3, sum4, sum5, sum6, sum7]) {
            *out = i32x16::simd_from(avx512, sum).into();
        }
        out
    }
);
