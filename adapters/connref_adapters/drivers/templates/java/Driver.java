// A driver of the connref protocol, for the toy SDK beside it. Needs Java 17 or newer and nothing else.
//
// Try it:        javac -d build *.java && connref run --driver "java -cp build Driver"
// Make it yours: replace ToySdk.java by your SDK and change what is marked CHANGE. Keep World.java if your SDK can be given
// a clock and a socket from outside; else fill in a real clock and a real server there, and say "real" below.
// Standard output carries replies alone: log to standard error.

import java.util.List;
import java.util.Map;

final class Driver extends Protocol {
    /** CHANGE: who you are, and what your SDK has. What is left out is reported as unsupported. */
    @Override
    Map<String, Object> hello() {
        return Map.of(
                "implementation", Map.of("name", "toy-sdk", "version", "1.0.0", "language", "java"),
                "clock", "virtual",
                "tolerance_ms", 0, // how late your SDK's timers may be, 1000 if it polls once a second
                "inputs", World.inputsWith("init", "login", "logout", "connect", "disconnect", "ping", "background", "foreground"),
                "observes", List.of("socket_opening", "socket_open", "socket_closed", "socket_failed", "ping_sent",
                        "outcome", "threw", "status", "delivered", "user"));
    }

    private ToySdk sdk;

    /** A new process of the app: nothing but the storage is left of the one before. CHANGE */
    @Override
    void startApp() {
        sdk = new ToySdk(
                world, text -> world.record("delivered", "message", text), status -> world.record("status", "value", status));
    }

    /** CHANGE: how each input reaches your SDK. */
    @Override
    void apply(String input, Map<String, Object> request) {
        switch (input) {
            case "init" -> {
                sdk.init(!"manual".equals(mode)); // null where the app does not choose
                world.record("user", "value", sdk.user);
            }
            case "login" -> sdk.login((String) request.get("user"));
            case "logout" -> sdk.logout();
            case "connect" -> sdk.connect(outcome(request, "success"), outcome(request, "error"));
            case "disconnect" -> sdk.disconnect(outcome(request, "success"), outcome(request, "error"));
            case "ping" -> sdk.ping(outcome(request, "success"), outcome(request, "error"));
            case "background" -> sdk.background();
            case "foreground" -> sdk.foreground();
            case "network_down" -> world.clock.after(0, () -> sdk.networkChanged(false));
            case "network_up" -> world.clock.after(0, () -> sdk.networkChanged(true));
            case "network_handover" -> {
                if (request.get("notice") == Boolean.TRUE) world.clock.after(0, sdk::networkReplaced);
            }
            default -> world.check(input);
        }
    }

    public static void main(String[] arguments) throws Exception {
        new Driver().serve();
    }
}
