/** Who opened a socket, and is told what becomes of it. */
interface Listener {
    void opened();

    void failed();

    void closed();

    void received(String text);

    void answered();
}
