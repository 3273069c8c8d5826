//! Work done side by side, with results in the order of the work: whoever looks cannot tell how many did it.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc;

/// Does `work` on every item, `jobs` at a time, telling `done` how many are through. After the first item (in their
/// order) whose result `stops`, nothing is given back; what was not begun by then is never done.
pub(crate) fn map<T: Sync, R: Send>(
    jobs: usize,
    items: &[T],
    work: impl Fn(&T) -> R + Sync,
    stops: impl Fn(&R) -> bool + Sync,
    mut done: impl FnMut(usize),
) -> Vec<Option<R>> {
    let mut results: Vec<Option<R>> = items.iter().map(|_| None).collect();
    let (next, stop) = (AtomicUsize::new(0), AtomicBool::new(false));
    let (send, receive) = mpsc::channel();
    let worker = |send: mpsc::Sender<(usize, R)>| {
        while !stop.load(Ordering::Relaxed) {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = items.get(at) else { return };
            let result = work(item);
            if stops(&result) {
                stop.store(true, Ordering::Relaxed);
            }
            if send.send((at, result)).is_err() {
                return;
            }
        }
    };
    std::thread::scope(|scope| {
        let worker = &worker;
        for _ in 0..jobs.clamp(1, items.len().max(1)) {
            let send = send.clone();
            scope.spawn(move || worker(send));
        }
        drop(send);
        for (count, (at, result)) in receive.into_iter().enumerate() {
            results[at] = Some(result);
            done(count + 1);
        }
    });
    // Items are handed out in order, so everything before the first that stops was done, whoever did it.
    if let Some(first) = results.iter().position(|result| result.as_ref().is_some_and(&stops)) {
        results.iter_mut().skip(first + 1).for_each(|result| *result = None);
    }
    results
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_number_of_workers_gives_the_same() {
        let items: Vec<usize> = (0..200).collect();
        let squares = |jobs| map(jobs, &items, |n| n * n, |_| false, |_| {});
        assert_eq!(squares(1), squares(8));
        assert_eq!(squares(8).len(), 200);
        let until = |jobs| map(jobs, &items, |n| *n, |n| *n == 57 || *n == 90, |_| {});
        assert_eq!(until(1), until(8));
        assert_eq!(until(8).into_iter().flatten().max(), Some(57));
    }

    #[test]
    fn it_is_told_how_many_are_through() {
        let mut told = Vec::new();
        map(3, &[1, 2, 3, 4], |n| *n, |_| false, |count| told.push(count));
        assert_eq!(told, [1, 2, 3, 4]);
        assert!(map(3, &[] as &[u8], |n| *n, |_| false, |_| {}).is_empty());
    }
}
