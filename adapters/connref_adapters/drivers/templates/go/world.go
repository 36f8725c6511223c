// The world around the SDK under test: a clock that moves only when told, a network, and a server.
//
// The SDK opens a socket with Open(listener). Every instant is ms since the reset.
package main

import "fmt"

const (
	openingMS = 40 // from the start of an opening to its end
	answerMS  = 20 // from a ping to its answer
)

// WorldInputs are those that the world carries out.
var WorldInputs = []string{"kill", "suspend", "resume", "network_handover", "network_down", "network_up",
	"server_close", "server_mute", "server_unmute", "server_refuse", "server_accept", "server_reject", "server_approve",
	"server_message"}

// Timer is one armed timer; Cancel it with Clock.Cancel.
type Timer struct {
	at, number int
	action     func()
}

// Clock has timers on one line of time; the order of two at the same instant is that in which they were set.
type Clock struct {
	Now    int
	Frozen bool // the process is suspended: time goes on, and nothing fires
	timers map[*Timer]bool
	count  int
}

// After runs action in ms milliseconds.
func (c *Clock) After(ms int, action func()) *Timer {
	c.count++
	timer := &Timer{c.Now + ms, c.count, action}
	c.timers[timer] = true
	return timer
}

// Cancel forgets a timer; one that has fired, or nil, is no matter.
func (c *Clock) Cancel(timer *Timer) { delete(c.timers, timer) }

// Next is the instant of the next timer, or nil.
func (c *Clock) Next() any {
	if first := c.first(); first != nil && !c.Frozen {
		return first.at
	}
	return nil
}

// Advance moves on, firing what falls due in order, the end instant included.
func (c *Clock) Advance(ms int) {
	end := c.Now + ms
	for first := c.first(); !c.Frozen && first != nil && first.at <= end; first = c.first() {
		delete(c.timers, first)
		if first.at > c.Now { // what was due in a suspension is late
			c.Now = first.at
		}
		first.action()
	}
	c.Now = end
}

func (c *Clock) first() *Timer {
	var first *Timer
	for timer := range c.timers {
		if first == nil || timer.at < first.at || (timer.at == first.at && timer.number < first.number) {
			first = timer
		}
	}
	return first
}

// Listener opened a socket, and is told what becomes of it.
type Listener interface {
	Opened()
	Failed()
	Closed()
	Received(text string)
	Answered()
}

// Socket is one connection; Up from the server's approval to its end.
type Socket struct {
	Up         bool
	number     int
	listener   Listener
	leftBehind bool // opened in a network that the device has left: it carries nothing any more
}

// World is storage, clock, network and server of one device, and what was observed on it.
type World struct {
	Clock                      *Clock
	Storage                    map[string]string
	Network                    bool
	muted, refusing, rejecting bool
	sockets                    []*Socket
	count                      int
	observations               []Body
}

// NewWorld is that of a new device.
func NewWorld() *World {
	return &World{Clock: &Clock{timers: map[*Timer]bool{}}, Storage: map[string]string{}, Network: true, observations: []Body{}}
}

// Record makes an observation, at the present instant.
func (w *World) Record(kind string, fields Body) {
	seen := Body{"at": w.Clock.Now, "kind": kind}
	for name, value := range fields {
		seen[name] = value
	}
	w.observations = append(w.observations, seen)
}

// Outcome records that a callback of that call fired.
func (w *World) Outcome(request Request, result string) {
	w.Record("outcome", Body{"call": request.Call, "api": request.Input, "result": result})
}

// Observed is what was observed since the last time.
func (w *World) Observed() []Body {
	seen := w.observations
	w.observations = []Body{}
	return seen
}

// What the SDK can do.

// Open starts to open a socket. Whether it is refused or rejected is settled now, the rest when its time is over.
func (w *World) Open(listener Listener) *Socket {
	w.count++
	socket := &Socket{number: w.count, listener: listener}
	w.sockets = append(w.sockets, socket)
	w.Record("socket_opening", Body{"socket": socket.number})
	welcome := !w.refusing && !w.rejecting
	w.Clock.After(openingMS, func() { w.endOfOpening(socket, welcome) })
	return socket
}

// Ping sends a ping; its answer comes unless the network or the server's silence swallows it.
func (w *World) Ping(socket *Socket) {
	if !w.has(socket) || !w.carries(socket) {
		return
	}
	w.Record("ping_sent", Body{"socket": socket.number})
	w.Clock.After(answerMS, func() {
		if w.reaches(socket) {
			socket.listener.Answered()
		}
	})
}

// Close gives the socket up.
func (w *World) Close(socket *Socket) {
	w.remove(socket)
	if socket.Up {
		w.Record("socket_closed", Body{"socket": socket.number, "by": "client"})
	} else {
		w.Record("socket_failed", Body{"socket": socket.number})
	}
}

// What the kit can do.

// Change applies an input that concerns process, network or server; a suspended process hears of it later.
func (w *World) Change(request Request) {
	switch request.Input {
	case "network_down", "network_up":
		w.Network = request.Input == "network_up"
	case "server_mute", "server_unmute":
		w.muted = request.Input == "server_mute"
	case "server_refuse", "server_accept":
		w.refusing = request.Input == "server_refuse"
	case "server_reject", "server_approve":
		w.rejecting = request.Input == "server_reject"
	case "suspend", "resume":
		w.Clock.Frozen = request.Input == "suspend"
	case "network_handover":
		for _, socket := range w.sockets {
			socket.leftBehind = true
		}
	case "server_close":
		w.Clock.After(0, w.closeByServer)
	case "server_message":
		w.Clock.After(0, func() { w.send(request.Message) })
	default:
		w.known(request.Input)
	}
}

// known raises the driver's own mistake for an input that nobody carries out.
func (w *World) known(input string) {
	for _, name := range hello["inputs"].([]string) {
		if name == input {
			return
		}
	}
	panic(fmt.Sprintf("no input %q", input))
}

// ForgetProcess is the death of the app: its timers and sockets are gone without a word.
func (w *World) ForgetProcess() {
	w.Clock.timers = map[*Timer]bool{}
	w.Clock.Frozen = false
	w.sockets = nil
}

func (w *World) has(socket *Socket) bool {
	for _, each := range w.sockets {
		if each == socket {
			return true
		}
	}
	return false
}

func (w *World) remove(socket *Socket) {
	kept := []*Socket{}
	for _, each := range w.sockets {
		if each != socket {
			kept = append(kept, each)
		}
	}
	w.sockets = kept
}

func (w *World) carries(socket *Socket) bool { return w.Network && !socket.leftBehind }

func (w *World) reaches(socket *Socket) bool { return w.has(socket) && w.carries(socket) && !w.muted }

func (w *World) endOfOpening(socket *Socket, welcome bool) {
	if !w.has(socket) || socket.leftBehind || (w.Network && w.muted) {
		return // given up, or no answer: the SDK has to notice by itself
	}
	if w.Network && welcome {
		socket.Up = true
		w.Record("socket_open", Body{"socket": socket.number})
		socket.listener.Opened()
		return
	}
	w.remove(socket)
	w.Record("socket_failed", Body{"socket": socket.number})
	socket.listener.Failed()
}

func (w *World) closeByServer() {
	for _, socket := range append([]*Socket{}, w.sockets...) {
		if socket.Up && w.carries(socket) {
			w.remove(socket)
			w.Record("socket_closed", Body{"socket": socket.number, "by": "server"})
			socket.listener.Closed()
		}
	}
}

func (w *World) send(text string) {
	for _, socket := range append([]*Socket{}, w.sockets...) {
		if socket.Up && w.reaches(socket) {
			socket.listener.Received(text)
		}
	}
}
