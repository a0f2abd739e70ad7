//! The inner sums of a matrix product, in vector code where the machine has it.

use fearless_simd::Level;

/// How many outputs' weights stand together.
pub(super) const BLOCK: usize = 8;
/// How many outputs, and how many rows, are computed together.
pub(super) const OUTPUTS: usize = 2 * BLOCK;
pub(super) const ROWS: usize = 4;

type Sums = [[i32; OUTPUTS]; ROWS];

/// A way to compute sums.
#[derive(Clone, Copy)]
pub(super) enum Product {
    Plain,
    #[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
    Avx2(fearless_simd::x86::Avx2),
}

/// The fastest way that a level allows.
pub(super) fn fastest(level: Level) -> Product {
    #[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
    if let Some(avx2) = level.as_avx2() {
        return Product::Avx2(avx2);
    }
    let _ = level;
    Product::Plain
}

impl Product {
    /// The sums of `OUTPUTS` outputs for `ROWS` rows of `pairs` values.
    #[inline]
    pub(super) fn of(self, rows: &[i32], pairs: usize, weights: &[i16]) -> Sums {
        match self {
            #[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
            Self::Avx2(avx2) => avx2_sums(avx2, rows, pairs, weights),
            Self::Plain => plain_sums(rows, pairs, weights),
        }
    }
}

fn plain_sums(rows: &[i32], pairs: usize, weights: &[i16]) -> Sums {
    let mut sums = [[0; OUTPUTS]; ROWS];
    for (row, sums) in rows.chunks_exact(pairs).zip(&mut sums) {
        for (block, sums) in weights.chunks_exact(pairs * 2 * BLOCK).zip(sums.as_chunks_mut::<BLOCK>().0) {
            for (pair, weights) in row.iter().zip(block.as_chunks::<{ 2 * BLOCK }>().0) {
                let (first, second) = (i32::from(*pair as i16), *pair >> 16);
                for (sum, [a, b]) in sums.iter_mut().zip(weights.as_chunks::<2>().0) {
                    *sum += i32::from(*a) * first + i32::from(*b) * second;
                }
            }
        }
    }
    sums
}

#[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
fearless_simd::kernel!(
    #[inline]
    fn avx2_sums(avx2: Avx2, rows: &[i32], pairs: usize, weights: &[i16]) -> Sums {
        use fearless_simd::{SimdFrom, i16x16, i32x8};
        #[cfg(target_arch = "x86")]
        use std::arch::x86::{_mm256_add_epi32, _mm256_madd_epi16, _mm256_set1_epi32, _mm256_setzero_si256};
        #[cfg(target_arch = "x86_64")]
        use std::arch::x86_64::{_mm256_add_epi32, _mm256_madd_epi16, _mm256_set1_epi32, _mm256_setzero_si256};

        let (row0, rest) = rows.split_at(pairs);
        let (row1, rest) = rest.split_at(pairs);
        let (row2, row3) = rest.split_at(pairs);
        let (left, right) = weights.split_at(pairs * 2 * BLOCK);
        let blocks = left.as_chunks::<{ 2 * BLOCK }>().0.iter().zip(right.as_chunks::<{ 2 * BLOCK }>().0);
        let values = row0.iter().zip(row1).zip(row2).zip(row3);
        let mut sums = [[_mm256_setzero_si256(); 2]; ROWS];
        for ((left, right), (((a, b), c), d)) in blocks.zip(values) {
            let left = i16x16::simd_from(avx2, *left).into();
            let right = i16x16::simd_from(avx2, *right).into();
            for (sums, value) in sums.iter_mut().zip([*a, *b, *c, *d]) {
                let value = _mm256_set1_epi32(value);
                sums[0] = _mm256_add_epi32(sums[0], _mm256_madd_epi16(left, value));
                sums[1] = _mm256_add_epi32(sums[1], _mm256_madd_epi16(right, value));
            }
        }
        let mut out = [[0; OUTPUTS]; ROWS];
        for (out, sums) in out.iter_mut().zip(sums) {
            for (out, sum) in out.as_chunks_mut::<BLOCK>().0.iter_mut().zip(sums) {
                *out = i32x8::simd_from(avx2, sum).into();
            }
        }
        out
    }
);
