//! Work on many items at once, results in the order of the items, in bounded memory.

use std::collections::BTreeMap;
use std::sync::mpsc::{channel, sync_channel};
use std::sync::{Mutex, PoisonError};
use std::thread;

/// Items that are being worked on or wait for an earlier one to finish, for each thread.
///
/// One slow page must not stop the others, and a pile of finished results must not grow without bound behind it.
const IN_FLIGHT_PER_THREAD: usize = 4;

/// Calls `work` on every item on `n_threads` threads and `each` on every result, in the order of the items.
///
/// An item is taken only when there is room for it, and a result is handed on as soon as those before it are done,
/// so that whoever writes one line and waits for its answer gets it.
///
/// # Errors
/// The first error of `each`; the items after it are dropped.
pub(crate) fn map_in_order<T: Send, R: Send, E>(
    items: impl Iterator<Item = T> + Send,
    n_threads: usize,
    work: impl Fn(T) -> R + Sync,
    mut each: impl FnMut(R) -> Result<(), E>,
) -> Result<(), E> {
    let n_threads = n_threads.max(1);
    let (item_sender, item_receiver) = channel::<(usize, T)>();
    let (result_sender, result_receiver) = channel::<(usize, R)>();
    // A ticket is the right to have one item in flight; the consumer gives it back.
    let (ticket_sender, ticket_receiver) = sync_channel::<()>(n_threads * IN_FLIGHT_PER_THREAD);
    for _ in 0..n_threads * IN_FLIGHT_PER_THREAD {
        ticket_sender
            .send(())
            .expect("the channel has room for every ticket");
    }
    let item_receiver = Mutex::new(item_receiver);
    let (item_receiver, work) = (&item_receiver, &work);

    thread::scope(|scope| {
        // The threads are waited for after this closure has ended: whatever they wait for must end with it, or an
        // error of `each` would leave the feeder waiting for a ticket for ever.
        let (ticket_sender, result_receiver) = (ticket_sender, result_receiver);
        scope.spawn(move || {
            for numbered in items.enumerate() {
                if ticket_receiver.recv().is_err() || item_sender.send(numbered).is_err() {
                    return;
                }
            }
        });
        for _ in 0..n_threads {
            let result_sender = result_sender.clone();
            scope.spawn(move || {
                loop {
                    let next = item_receiver
                        .lock()
                        .unwrap_or_else(PoisonError::into_inner)
                        .recv();
                    let Ok((idx, item)) = next else { return };
                    if result_sender.send((idx, work(item))).is_err() {
                        return;
                    }
                }
            });
        }
        drop(result_sender);

        let mut waiting = BTreeMap::new();
        let mut next = 0;
        for (idx, result) in result_receiver {
            waiting.insert(idx, result);
            while let Some(result) = waiting.remove(&next) {
                next += 1;
                each(result)?;
                // The feeder has gone when every item is taken.
                let _ = ticket_sender.try_send(());
            }
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;
    use std::time::Duration;

    use super::*;

    #[test]
    fn results_come_in_the_order_of_the_items() {
        let slow_when_even = |n: u64| {
            thread::sleep(Duration::from_millis((n + 1) % 2 * 3));
            n * n
        };
        let mut results = Vec::new();
        let done: Result<(), Infallible> = map_in_order(0..100, 4, slow_when_even, |result| {
            results.push(result);
            Ok(())
        });
        assert!(done.is_ok());
        assert_eq!(results, (0..100).map(|n| n * n).collect::<Vec<u64>>());
    }

    #[test]
    fn an_error_ends_the_run_while_there_are_more_items() {
        let mut seen = 0;
        let done = map_in_order(
            0..,
            2,
            |n: u64| n,
            |_| {
                seen += 1;
                if seen == 5 { Err("enough") } else { Ok(()) }
            },
        );
        assert_eq!((done, seen), (Err("enough"), 5));
    }
}
