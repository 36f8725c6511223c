/** One connection; `up` from the server's approval to its end. */
final class Socket {
    final int number;
    final Listener listener;
    boolean up = false;
    /** Opened in a network that the device has left: it carries nothing any more. */
    boolean leftBehind = false;

    Socket(int number, Listener listener) {
        this.number = number;
        this.listener = listener;
    }
}
