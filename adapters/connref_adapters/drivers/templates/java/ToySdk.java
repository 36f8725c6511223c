// A toy chat SDK that keeps to the document: what the skeleton drives until your own SDK takes its place.
//
// Its readings where the document leaves room: a ping counts from its call, a ping or a return at the deadline itself
// comes too late, an opening or a retry is given up on entering the background, connect() there is refused, a second
// init or login is ignored, disconnect() in auto mode holds until connect(), every failure is retried, a connection that
// dies in silence is not noticed, and the grace runs on while the process is suspended.

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

final class ToySdk implements Listener {
    private static final int GRACE_MS = 30_000;
    private static final int PATIENCE_MS = 10_000; // how long an opening or a ping may go without an answer
    private static final int FIRST_RETRY_MS = 1_000;
    private static final int LAST_RETRY_MS = 8_000;

    private record Call(Runnable onSuccess, Runnable onError, Clock.Timer timer) { }

    String user = null;
    private final World world;
    private final Clock clock;
    private final Consumer<String> onMessage;
    private final Consumer<String> onStatus;
    private String told = "disconnected";
    private boolean initialised = false;
    private boolean auto = true;
    private boolean wanted = false;
    private boolean inBackground = false;
    private Socket socket = null;
    private List<Call> connects = new ArrayList<>();
    private final Deque<Call> pings = new ArrayDeque<>();
    private int retryMs = FIRST_RETRY_MS;
    private Clock.Timer retry = null;
    private Clock.Timer patience = null;
    private Clock.Timer deadline = null;

    ToySdk(World world, Consumer<String> onMessage, Consumer<String> onStatus) {
        this.world = world;
        this.clock = world.clock;
        this.onMessage = onMessage;
        this.onStatus = onStatus;
    }

    /** Starts the SDK; a saved user is found again. A second time it changes nothing. */
    void init(boolean auto) {
        if (initialised) return;
        initialised = true;
        this.auto = auto;
        user = world.storage.get("user");
        wanted = auto && user != null;
        update();
    }

    /** Logs a user in and saves it. With a user logged in already it changes nothing. */
    void login(String name) {
        if (!initialised || user != null) return;
        user = name;
        world.storage.put("user", name);
        wanted = auto;
        update();
    }

    /** Forgets the user; the connection goes down. */
    void logout() {
        user = null;
        world.storage.remove("user");
        wanted = false;
        update();
    }

    /** Asks for the connection; reports success once it is up. */
    void connect(Runnable onSuccess, Runnable onError) {
        if (!initialised || user == null) onError.run();
        else if (isUp()) onSuccess.run();
        else if (inBackground) onError.run();
        else {
            connects.add(new Call(onSuccess, onError, null));
            wanted = true;
            update();
        }
    }

    /** Takes the connection down until connect() is called. */
    void disconnect(Runnable onSuccess, Runnable onError) {
        if (!initialised) {
            onError.run();
            return;
        }
        wanted = false;
        update();
        onSuccess.run();
    }

    /** Tells the server that the app is there; in the background this starts a new grace. */
    void ping(Runnable onSuccess, Runnable onError) {
        if (!isUp()) {
            onError.run();
            return;
        }
        pings.add(new Call(onSuccess, onError, clock.after(PATIENCE_MS, () -> pings.remove().onError().run())));
        world.ping(socket);
        if (deadline != null) startGrace();
    }

    // What the operating system tells.

    /** The app is no longer seen: auto mode ends the connection, manual mode gives it the grace. */
    void background() {
        if (inBackground) return;
        inBackground = true;
        if (!auto && isUp()) startGrace();
        else if (!auto) wanted = false;
        update();
    }

    /** The app is seen again: what still is up stays up. */
    void foreground() {
        inBackground = false;
        clock.cancel(deadline);
        deadline = null;
        update();
    }

    /** The internet was lost or is back. */
    void networkChanged(boolean up) {
        if (!up) lose();
        tryAtOnce();
    }

    /** The device moved to another network: what was opened before carries nothing any more. */
    void networkReplaced() {
        lose();
        tryAtOnce();
    }

    // What the socket tells.

    @Override
    public void opened() {
        clock.cancel(patience);
        retryMs = FIRST_RETRY_MS;
        tell();
        var waiting = connects;
        connects = new ArrayList<>();
        waiting.forEach(call -> call.onSuccess().run());
    }

    /** The opening ended without success; whatever the reason, it is tried again. */
    @Override
    public void failed() {
        socket = null;
        tryLater();
    }

    @Override
    public void closed() {
        socket = null;
        lose();
        update();
    }

    @Override
    public void received(String text) {
        onMessage.accept(text);
    }

    /** The answer to the oldest ping. */
    @Override
    public void answered() {
        if (pings.isEmpty()) return;
        Call ping = pings.remove();
        clock.cancel(ping.timer());
        ping.onSuccess().run();
    }

    // How the connection follows the wish.

    private boolean isUp() {
        return socket != null && socket.up;
    }

    /** Opens or closes, so that there is a connection exactly when one is wanted. */
    private void update() {
        if (!wanted || (auto && inBackground)) {
            drop();
        } else if (socket == null && retry == null && world.network) {
            socket = world.open(this);
            patience = clock.after(PATIENCE_MS, () -> {
                close();
                tryLater();
            });
        }
        tell();
    }

    /** Down, with every timer stopped and every pending call answered. */
    private void drop() {
        for (Clock.Timer timer : new Clock.Timer[] {retry, patience, deadline}) clock.cancel(timer);
        retry = patience = deadline = null;
        close();
        failPings();
        var waiting = connects;
        connects = new ArrayList<>();
        waiting.forEach(call -> call.onError().run());
    }

    /** The connection is lost; in the background it stays down, in the foreground the wish stands. */
    private void lose() {
        clock.cancel(patience);
        close();
        failPings();
        if (inBackground && !auto) wanted = false;
        tell();
    }

    private void close() {
        Socket open = socket;
        socket = null;
        if (open != null) world.close(open);
    }

    private void tryAtOnce() {
        retryMs = FIRST_RETRY_MS;
        clock.cancel(retry);
        retry = null;
        update();
    }

    private void tryLater() {
        clock.cancel(patience);
        retry = clock.after(retryMs, () -> {
            retry = null;
            update();
        });
        retryMs = Math.min(2 * retryMs, LAST_RETRY_MS);
    }

    private void startGrace() {
        clock.cancel(deadline);
        deadline = clock.after(GRACE_MS, () -> {
            wanted = false;
            update();
        });
    }

    private void failPings() {
        var waiting = List.copyOf(pings);
        pings.clear();
        for (Call ping : waiting) {
            clock.cancel(ping.timer());
            ping.onError().run();
        }
    }

    /** Tells the app the status, where it has changed. */
    private void tell() {
        String now = isUp() ? "connected" : socket != null || retry != null ? "connecting" : "disconnected";
        if (now.equals(told)) return;
        told = now;
        onStatus.accept(now);
    }
}
