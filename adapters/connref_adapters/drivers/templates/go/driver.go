// A driver of the connref protocol, for the toy SDK beside it. Needs Go 1.19 or newer and nothing else.
//
// Try it:        cd here && go build -o driver . && connref run --driver ./driver
// Make it yours: replace toy_sdk.go by your SDK and change what is marked CHANGE. Keep world.go if your SDK can be given a
// clock and a socket from outside; else fill in a real clock and a real server there, and say "real" below.
// Standard output carries replies alone: log to standard error.
package main

// CHANGE: who you are, and what your SDK has. What is left out is reported as unsupported.
var hello = Body{
	"implementation": Body{"name": "toy-sdk", "version": "1.0.0", "language": "go"},
	"clock":          "virtual",
	"tolerance_ms":   0, // how late your SDK's timers may be, 1000 if it polls once a second
	"inputs": append([]string{"init", "login", "logout", "connect", "disconnect", "ping", "background", "foreground"},
		WorldInputs...),
	"observes": []string{"socket_opening", "socket_open", "socket_closed", "socket_failed", "ping_sent", "outcome",
		"threw", "status", "delivered", "user"},
}

// startApp begins a new process of the app: nothing but the storage is left of the one before. CHANGE
func startApp(world *World) *ToySdk {
	return NewToySdk(world,
		func(text string) { world.Record("delivered", Body{"message": text}) },
		func(status string) { world.Record("status", Body{"value": status}) })
}

// apply hands one input to the SDK. CHANGE
func apply(sdk *ToySdk, world *World, mode string, request Request) {
	call := func(api func(onSuccess, onError func())) {
		told := func(result string) func() { return func() { world.Outcome(request, result) } }
		api(told("success"), told("error"))
	}
	switch request.Input {
	case "init":
		sdk.Init(mode != "manual") // "" where the app does not choose
		world.Record("user", Body{"value": orNull(sdk.User)})
	case "login":
		sdk.Login(request.User)
	case "logout":
		sdk.Logout()
	case "connect":
		call(sdk.Connect)
	case "disconnect":
		call(sdk.Disconnect)
	case "ping":
		call(sdk.Ping)
	case "background":
		sdk.Background()
	case "foreground":
		sdk.Foreground()
	case "network_down", "network_up":
		world.Clock.After(0, func() { sdk.NetworkChanged(request.Input == "network_up") })
	case "network_handover":
		if request.Notice {
			world.Clock.After(0, sdk.NetworkReplaced)
		}
	}
}
