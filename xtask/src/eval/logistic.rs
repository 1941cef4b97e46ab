//! Logistic and softmax regression, small enough to read: what the constants of the judgement are fitted with.
//!
//! Deterministic: the same rows give the same constants.

/// A row: what was measured, and the class it belongs to.
#[derive(Clone, Debug)]
pub struct Row {
    pub x: Vec<f64>,
    pub class: usize,
    pub weight: f64,
}

/// Offset and weights of each class.
#[derive(Clone, Debug)]
pub struct Model {
    /// For each class: offset first, then a weight for each measure.
    pub classes: Vec<Vec<f64>>,
}

impl Model {
    /// How likely each class is.
    pub fn probabilities(&self, x: &[f64]) -> Vec<f64> {
        let sums: Vec<f64> = self.classes.iter().map(|w| sum(w, x)).collect();
        let top = sums.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let parts: Vec<f64> = sums.iter().map(|s| (s - top).exp()).collect();
        let all: f64 = parts.iter().sum();
        parts.iter().map(|p| p / all).collect()
    }
}

fn sum(weights: &[f64], x: &[f64]) -> f64 {
    let offset = weights.first().copied().unwrap_or(0.0);
    offset + weights.iter().skip(1).zip(x).map(|(w, x)| w * x).sum::<f64>()
}

/// How often the whole set is gone through.
const ROUNDS: usize = 500;
/// The step of the first round.
const STEP: f64 = 0.08;

/// Fits a softmax regression with a quadratic penalty on all weights but the offsets. Measures are scaled to unit
/// spread for the fit, so that the penalty means the same for each; the answer is in the measures' own scale.
pub fn fit(rows: &[Row], classes: usize, penalty: f64) -> Model {
    let width = rows.first().map_or(0, |row| row.x.len());
    let spread = spreads(rows, width);
    let scaled: Vec<Row> = rows.iter().map(|row| scale(row, &spread)).collect();
    let mut model = Model { classes: vec![vec![0.0; width + 1]; classes] };
    let mut adam = Adam::new(classes * (width + 1));
    for round in 1..=ROUNDS {
        let gradient = gradient(&model, &scaled, penalty);
        #[expect(clippy::cast_precision_loss, reason = "a few thousand rounds")]
        let step = STEP * (1.0 - 0.95 * (round as f64 / ROUNDS as f64));
        adam.step(&mut model, &gradient, step);
    }
    for weights in &mut model.classes {
        weights.iter_mut().skip(1).zip(&spread).for_each(|(w, s)| *w /= s);
    }
    model
}

fn spreads(rows: &[Row], width: usize) -> Vec<f64> {
    let n = rows.len().max(1) as f64;
    let one = |at: usize| {
        let values = || rows.iter().filter_map(move |row| row.x.get(at).copied());
        let mean = values().sum::<f64>() / n;
        let variance = values().map(|v| (v - mean).powi(2)).sum::<f64>() / n;
        if variance > 1e-9 { variance.sqrt() } else { 1.0 }
    };
    (0..width).map(one).collect()
}

fn scale(row: &Row, spread: &[f64]) -> Row {
    Row { x: row.x.iter().zip(spread).map(|(x, s)| x / s).collect(), ..*row }
}

fn gradient(model: &Model, rows: &[Row], penalty: f64) -> Vec<Vec<f64>> {
    let mut gradient: Vec<Vec<f64>> = model.classes.iter().map(|w| vec![0.0; w.len()]).collect();
    let all: f64 = rows.iter().map(|row| row.weight).sum::<f64>().max(1.0);
    for row in rows {
        for (class, (slope, said)) in gradient.iter_mut().zip(model.probabilities(&row.x)).enumerate() {
            let error = row.weight * (said - if class == row.class { 1.0 } else { 0.0 }) / all;
            let inputs = std::iter::once(1.0).chain(row.x.iter().copied());
            slope.iter_mut().zip(inputs).for_each(|(g, x)| *g += error * x);
        }
    }
    for (slope, weights) in gradient.iter_mut().zip(&model.classes) {
        slope.iter_mut().zip(weights).skip(1).for_each(|(g, w)| *g += penalty * w / all);
    }
    gradient
}

/// Adam: steps of about the same length whatever the slope.
struct Adam {
    mean: Vec<f64>,
    square: Vec<f64>,
    round: i32,
}

impl Adam {
    fn new(size: usize) -> Self {
        Self { mean: vec![0.0; size], square: vec![0.0; size], round: 0 }
    }

    fn step(&mut self, model: &mut Model, gradient: &[Vec<f64>], step: f64) {
        self.round += 1;
        let (keep_mean, keep_square) = (0.9_f64, 0.999_f64);
        let correct = |value: f64, keep: f64| value / (1.0 - keep.powi(self.round));
        let weights = model.classes.iter_mut().flatten();
        let moments = self.mean.iter_mut().zip(&mut self.square);
        for ((weight, slope), (mean, square)) in weights.zip(gradient.iter().flatten()).zip(moments) {
            *mean = keep_mean * *mean + (1.0 - keep_mean) * slope;
            *square = keep_square * *square + (1.0 - keep_square) * slope * slope;
            *weight -= step * correct(*mean, keep_mean) / (correct(*square, keep_square).sqrt() + 1e-8);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_that_depends_on_one_measure_is_found() {
        let row = |x: f64, class| Row { x: vec![x, 0.5], class, weight: 1.0 };
        let rows: Vec<Row> = (0..400)
            .map(|n| {
                if n % 2 == 0 {
                    row(1.0, usize::from(n % 10 != 0))
                } else {
                    row(0.0, usize::from(n % 9 == 0))
                }
            })
            .collect();
        let model = fit(&rows, 2, 0.1);
        assert!((model.probabilities(&[1.0, 0.5])[1] - 0.8).abs() < 0.03);
        assert!(model.probabilities(&[0.0, 0.5])[1] < 0.2);
    }
}
