// The world around the SDK under test: a clock that moves only when told, a network, and a server.
//
// The SDK opens a socket with open(listener). Every instant is ms since the reset.

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Storage, clock, network and server of one device, and what was observed on it. */
final class World {
    private static final List<String> INPUTS = List.of(
            "kill", "suspend", "resume", "network_handover", "network_down", "network_up", "server_close", "server_mute",
            "server_unmute", "server_refuse", "server_accept", "server_reject", "server_approve", "server_message");
    private static final int OPENING_MS = 40; // from the start of an opening to its end
    private static final int ANSWER_MS = 20; // from a ping to its answer

    final Clock clock = new Clock();
    final Map<String, String> storage = new HashMap<>();
    boolean network = true;
    private boolean muted = false;
    private boolean refusing = false;
    private boolean rejecting = false;
    private final List<Socket> sockets = new ArrayList<>();
    private int count = 0;
    private List<Map<String, Object>> observations = new ArrayList<>();

    /** The inputs that the world carries out, after those of the SDK. */
    static List<String> inputsWith(String... own) {
        var all = new ArrayList<>(List.of(own));
        all.addAll(INPUTS);
        return all;
    }

    /** Raises the driver's own mistake for an input that nobody carries out. */
    void check(String input) {
        if (!INPUTS.contains(input)) throw new IllegalArgumentException("no input " + input);
    }

    /** An observation, at the present instant; fields are names and values in turn. */
    void record(String kind, Object... fields) {
        var seen = new LinkedHashMap<String, Object>();
        seen.put("at", clock.now);
        seen.put("kind", kind);
        for (int index = 0; index < fields.length; index += 2) seen.put((String) fields[index], fields[index + 1]);
        observations.add(seen);
    }

    /** What was observed since the last time. */
    List<Map<String, Object>> observed() {
        var seen = observations;
        observations = new ArrayList<>();
        return seen;
    }

    // What the SDK can do.

    /** Starts to open a socket. Whether it is refused or rejected is settled now, the rest when its time is over. */
    Socket open(Listener listener) {
        var socket = new Socket(++count, listener);
        sockets.add(socket);
        record("socket_opening", "socket", socket.number);
        boolean welcome = !refusing && !rejecting;
        clock.after(OPENING_MS, () -> endOfOpening(socket, welcome));
        return socket;
    }

    /** Sends a ping; its answer comes unless the network or the server's silence swallows it. */
    void ping(Socket socket) {
        if (!sockets.contains(socket) || !carries(socket)) return;
        record("ping_sent", "socket", socket.number);
        clock.after(ANSWER_MS, () -> {
            if (reaches(socket)) socket.listener.answered();
        });
    }

    /** The SDK gives the socket up. */
    void close(Socket socket) {
        sockets.remove(socket);
        if (socket.up) record("socket_closed", "socket", socket.number, "by", "client");
        else record("socket_failed", "socket", socket.number);
    }

    // What the kit can do.

    /** Applies an input that concerns the process, the network or the server; one that is suspended hears it later. */
    void change(String input, Map<String, Object> request) {
        switch (input) {
            case "network_down", "network_up" -> network = input.equals("network_up");
            case "server_mute", "server_unmute" -> muted = input.equals("server_mute");
            case "server_refuse", "server_accept" -> refusing = input.equals("server_refuse");
            case "server_reject", "server_approve" -> rejecting = input.equals("server_reject");
            case "suspend", "resume" -> clock.frozen = input.equals("suspend");
            case "network_handover" -> sockets.forEach(socket -> socket.leftBehind = true);
            case "server_close" -> clock.after(0, this::closeByServer);
            case "server_message" -> clock.after(0, () -> send((String) request.get("message")));
            default -> { } // an input of the SDK
        }
    }

    /** The app was killed: its timers and sockets are gone without a word. */
    void forgetProcess() {
        clock.cancelAll();
        clock.frozen = false;
        sockets.clear();
    }

    private boolean carries(Socket socket) {
        return network && !socket.leftBehind;
    }

    private boolean reaches(Socket socket) {
        return sockets.contains(socket) && carries(socket) && !muted;
    }

    private void endOfOpening(Socket socket, boolean welcome) {
        if (!sockets.contains(socket) || socket.leftBehind || (network && muted)) return; // the SDK has to notice by itself
        if (network && welcome) {
            socket.up = true;
            record("socket_open", "socket", socket.number);
            socket.listener.opened();
            return;
        }
        sockets.remove(socket);
        record("socket_failed", "socket", socket.number);
        socket.listener.failed();
    }

    private void closeByServer() {
        for (Socket socket : List.copyOf(sockets)) {
            if (!socket.up || !carries(socket)) continue;
            sockets.remove(socket);
            record("socket_closed", "socket", socket.number, "by", "server");
            socket.listener.closed();
        }
    }

    private void send(String text) {
        for (Socket socket : List.copyOf(sockets)) {
            if (socket.up && reaches(socket)) socket.listener.received(text);
        }
    }
}
