//! Standard output or a connection, watched: nothing else tells the server that nobody reads it any more.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use tokio::io::AsyncWrite;

use super::session::Life;

/// An output that ends the session when writing fails.
#[derive(Debug)]
pub struct Outlet<W> {
    output: W,
    life: Arc<Life>,
}

impl<W: AsyncWrite + Unpin> Outlet<W> {
    /// Watches `output`.
    pub fn new(output: W, life: Arc<Life>) -> Self {
        Self { output, life }
    }

    fn watch<T>(&self, result: Poll<io::Result<T>>) -> Poll<io::Result<T>> {
        if let Poll::Ready(Err(_)) = &result {
            self.life.broken.notify_one();
        }
        result
    }
}

impl<W: AsyncWrite + Unpin> AsyncWrite for Outlet<W> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: &[u8]) -> Poll<io::Result<usize>> {
        let result = Pin::new(&mut self.output).poll_write(cx, buffer);
        self.watch(result)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let result = Pin::new(&mut self.output).poll_flush(cx);
        self.watch(result)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let result = Pin::new(&mut self.output).poll_shutdown(cx);
        self.watch(result)
    }
}
