//! The ratios beside their targets.

/// One measured value beside what it must be and what it would be at best.
struct Line {
    part: &'static str,
    what: String,
    value: f64,
    must: f64,
    moonshot: Option<f64>,
}

/// All of them.
#[derive(Default)]
pub struct Table {
    lines: Vec<Line>,
}

impl Table {
    /// Adds a value that must not be above its target; infinity where only a moonshot is set.
    pub fn add(
        &mut self,
        part: &'static str,
        what: impl Into<String>,
        value: f64,
        must: f64,
        moonshot: Option<f64>,
    ) {
        self.lines.push(Line { part, what: what.into(), value, must, moonshot });
    }

    /// Whether every value is at or below what it must be.
    pub fn all_reached(&self) -> bool {
        self.lines.iter().all(|l| l.value <= l.must)
    }

    pub fn print(&self) {
        println!("\n{:<7} {:<66} {:>9} {:>9} {:>9}", "corpus", "ratio", "measured", "must", "moonshot");
        for line in &self.lines {
            let moonshot = line.moonshot.map_or_else(String::new, number);
            let reached = match line.moonshot {
                Some(best) if line.value <= best => "moonshot",
                _ if line.must.is_infinite() => "",
                _ if line.value <= line.must => "reached",
                _ => "MISSED",
            };
            let (value, must) = (number(line.value), number(line.must));
            println!("{:<7} {:<66} {value:>9} {must:>9} {moonshot:>9}  {reached}", line.part, line.what);
        }
        let binding = self.lines.iter().filter(|l| l.must.is_finite());
        let (reached, missed): (Vec<&Line>, Vec<&Line>) = binding.partition(|l| l.value <= l.must);
        println!("\n{} of {} targets reached", reached.len(), reached.len() + missed.len());
    }
}

fn number(value: f64) -> String {
    if value.is_infinite() {
        "–".into()
    } else if value >= 100.0 {
        format!("{value:.0}")
    } else {
        format!("{value:.3}")
    }
}
