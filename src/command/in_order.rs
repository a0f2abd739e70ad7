//! Work on many items at once, with the results in the items' order.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;

/// Calls `work` for each item on all cores, and `consume` with each result, in order, as soon as it is there.
///
/// Stops early when `consume` breaks, and returns what it broke with.
pub(super) fn map_in_order<T: Sync, R: Send, B>(
    items: &[T],
    work: impl Fn(&T) -> R + Sync,
    mut consume: impl FnMut(R) -> ControlFlow<B>,
) -> ControlFlow<B> {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let next = AtomicUsize::new(0);
    thread::scope(|scope| {
        let (sender, receiver) = mpsc::channel();
        for _ in 0..cores.min(items.len()) {
            let (sender, next, work) = (sender.clone(), &next, &work);
            scope.spawn(move || {
                while let Some((index, item)) = take_next(items, next) {
                    if sender.send((index, work(item))).is_err() {
                        return;
                    }
                }
            });
        }
        drop(sender);
        let mut early = BTreeMap::new();
        let mut wanted = 0;
        for (index, result) in receiver {
            early.insert(index, result);
            while let Some(result) = early.remove(&wanted) {
                consume(result)?;
                wanted += 1;
            }
        }
        ControlFlow::Continue(())
    })
}

fn take_next<'a, T>(items: &'a [T], next: &AtomicUsize) -> Option<(usize, &'a T)> {
    let index = next.fetch_add(1, Ordering::Relaxed);
    items.get(index).map(|item| (index, item))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_the_order() {
        let items: Vec<usize> = (0..500).collect();
        let mut seen = Vec::new();
        let slow_first = |&item: &usize| {
            (0..(500 - item) * 50).for_each(|n| {
                std::hint::black_box(n);
            });
            item * 2
        };
        let flow = map_in_order::<_, _, ()>(&items, slow_first, |result| {
            seen.push(result);
            ControlFlow::Continue(())
        });
        assert!(flow.is_continue());
        assert_eq!(seen, items.iter().map(|item| item * 2).collect::<Vec<_>>());
    }

    #[test]
    fn stops_when_told() {
        let items: Vec<usize> = (0..100).collect();
        let flow = map_in_order(
            &items,
            |&item| item,
            |item| {
                if item == 3 { ControlFlow::Break(item) } else { ControlFlow::Continue(()) }
            },
        );
        assert_eq!(flow, ControlFlow::Break(3));
    }
}
