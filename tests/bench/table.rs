//! The ratios beside their targets.

/// One measured value beside what it must be and what it would be at best.
struct Line {
    part: &'static str,
    what: String,
    value: f64,
    must: f64,
    moonshot: Option<f64>,
    /// The more the better.
    at_least: bool,
}

impl Line {
    fn is_reached(&self) -> bool {
        if self.at_least { self.value >= self.must } else { self.value <= self.must }
    }
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
        self.lines.push(Line { part, what: what.into(), value, must, moonshot, at_least: false });
    }

    /// Adds a value that must not be below its target.
    pub fn add_at_least(&mut self, part: &'static str, what: impl Into<String>, value: f64, must: f64) {
        self.lines.push(Line { part, what: what.into(), value, must, moonshot: None, at_least: true });
    }

    /// Whether every value is what it must be.
    pub fn all_reached(&self) -> bool {
        self.lines.iter().all(Line::is_reached)
    }

    pub fn print(&self) {
        println!("\n{:<7} {:<66} {:>9} {:>9} {:>9}", "corpus", "ratio", "measured", "must", "moonshot");
        for line in &self.lines {
            let moonshot = line.moonshot.map_or_else(String::new, number);
            let reached = match line.moonshot {
                Some(best) if line.value <= best => "moonshot",
                _ if line.must.is_infinite() => "",
                _ if line.is_reached() => "reached",
                _ => "MISSED",
            };
            let (value, must) = (number(line.value), number(line.must));
            println!("{:<7} {:<66} {value:>9} {must:>9} {moonshot:>9}  {reached}", line.part, line.what);
        }
        let binding = self.lines.iter().filter(|l| l.must.is_finite());
        let (reached, missed): (Vec<&Line>, Vec<&Line>) = binding.partition(|l| l.is_reached());
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
