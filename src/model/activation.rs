//! Functions of single numbers, written so that the compiler makes vector code of loops over them.
//!
//! Only additions, multiplications and bit patterns, always in the same order: the result is the same on every machine.

/// 1.5 · 2^23: a number added to it is rounded to a whole one, which stands in the lowest bits.
pub(super) const ROUND: f32 = 12_582_912.0;

/// e to the `x`, to about seven digits, for `x` between −87 and 88; what lies outside counts as the nearest of them.
#[inline(always)]
pub(super) fn exp(x: f32) -> f32 {
    const LN2_HIGH: f32 = 0.693_359_4;
    const LN2_LOW: f32 = -2.121_944_4e-4;
    let x = x.clamp(-87.0, 88.0);
    let shifted = x * std::f32::consts::LOG2_E + ROUND;
    let whole = shifted - ROUND;
    let rest = (x - whole * LN2_HIGH) - whole * LN2_LOW;
    // Cephes' polynomial
    let polynomial = ((((1.987_569_2e-4 * rest + 1.398_199_9e-3) * rest + 8.333_452e-3) * rest + 4.166_579_6e-2)
        * rest
        + 1.666_666_5e-1)
        * rest
        + 0.5;
    let fraction = polynomial * rest * rest + rest + 1.0;
    let exponent = shifted.to_bits().wrapping_sub(ROUND.to_bits());
    fraction * f32::from_bits(exponent.wrapping_add(127) << 23)
}

/// 1 / (1 + e^−x)
#[inline(always)]
pub(super) fn sigmoid(x: f32) -> f32 {
    1.0 / (1.0 + exp(-x))
}

/// The hyperbolic tangent.
#[inline(always)]
pub(super) fn tanh(x: f32) -> f32 {
    2.0 * sigmoid(2.0 * x) - 1.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn they_are_close_to_the_real_ones() {
        for step in -4000_i16..=4000 {
            let x = f32::from(step) / 50.0;
            assert!((exp(x) / x.exp() - 1.0).abs() < 1e-6, "exp({x})");
            assert!((sigmoid(x) - 1.0 / (1.0 + (-x).exp())).abs() < 1e-6, "sigmoid({x})");
            assert!((tanh(x) - x.tanh()).abs() < 1e-6, "tanh({x})");
        }
    }

    #[test]
    fn extremes_stay_finite() {
        for x in [f32::MIN, -1e9, 1e9, f32::MAX, f32::INFINITY, f32::NEG_INFINITY] {
            assert!((0.0..=1.0).contains(&sigmoid(x)), "sigmoid({x})");
        }
    }
}
