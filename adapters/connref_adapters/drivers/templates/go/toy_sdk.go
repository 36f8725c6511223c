// A toy chat SDK that keeps to the document: what the skeleton drives until your own SDK takes its place.
//
// Its readings where the document leaves room: a ping counts from its call, a ping or a return at the deadline itself
// comes too late, an opening or a retry is given up on entering the background, connect() there is refused, a second
// init or login is ignored, disconnect() in auto mode holds until connect(), every failure is retried, a connection that
// dies in silence is not noticed, and the grace runs on while the process is suspended.
package main

const (
	graceMS      = 30_000
	patienceMS   = 10_000 // how long an opening or a ping may go without an answer
	firstRetryMS = 1_000
	lastRetryMS  = 8_000
)

type callbacks struct {
	onSuccess, onError func()
	timer              *Timer
}

// ToySdk is one process' view of the SDK.
type ToySdk struct {
	User                      string
	world                     *World
	onMessage, onStatus       func(string)
	told                      string
	initialised, auto         bool
	wanted, background        bool
	socket                    *Socket
	connects, pings           []*callbacks
	retryMS                   int
	retry, patience, deadline *Timer
}

// NewToySdk begins without a user.
func NewToySdk(world *World, onMessage, onStatus func(string)) *ToySdk {
	return &ToySdk{world: world, onMessage: onMessage, onStatus: onStatus, told: "disconnected", auto: true, retryMS: firstRetryMS}
}

// Init starts the SDK; a saved user is found again. A second time it changes nothing.
func (s *ToySdk) Init(auto bool) {
	if s.initialised {
		return
	}
	s.initialised, s.auto = true, auto
	s.User = s.world.Storage["user"]
	s.wanted = s.auto && s.User != ""
	s.update()
}

// Login logs a user in and saves it. With a user logged in already it changes nothing.
func (s *ToySdk) Login(user string) {
	if !s.initialised || s.User != "" {
		return
	}
	s.User, s.world.Storage["user"] = user, user
	s.wanted = s.auto
	s.update()
}

// Logout forgets the user; the connection goes down.
func (s *ToySdk) Logout() {
	s.User = ""
	delete(s.world.Storage, "user")
	s.wanted = false
	s.update()
}

// Connect asks for the connection; it reports success once that is up.
func (s *ToySdk) Connect(onSuccess, onError func()) {
	switch {
	case !s.initialised || s.User == "":
		onError()
	case s.up():
		onSuccess()
	case s.background:
		onError()
	default:
		s.connects = append(s.connects, &callbacks{onSuccess, onError, nil})
		s.wanted = true
		s.update()
	}
}

// Disconnect takes the connection down until Connect is called.
func (s *ToySdk) Disconnect(onSuccess, onError func()) {
	if !s.initialised {
		onError()
		return
	}
	s.wanted = false
	s.update()
	onSuccess()
}

// Ping tells the server that the app is there; in the background this starts a new grace.
func (s *ToySdk) Ping(onSuccess, onError func()) {
	if !s.up() {
		onError()
		return
	}
	ping := &callbacks{onSuccess, onError, nil}
	ping.timer = s.world.Clock.After(patienceMS, func() { s.takePing().onError() })
	s.pings = append(s.pings, ping)
	s.world.Ping(s.socket)
	if s.deadline != nil {
		s.startGrace()
	}
}

// Background: auto mode ends the connection, manual mode gives it the grace.
func (s *ToySdk) Background() {
	if s.background {
		return
	}
	s.background = true
	if !s.auto && s.up() {
		s.startGrace()
	} else if !s.auto {
		s.wanted = false
	}
	s.update()
}

// Foreground: what still is up stays up.
func (s *ToySdk) Foreground() {
	s.background = false
	s.cancel(&s.deadline)
	s.update()
}

// NetworkChanged tells that the internet was lost or is back.
func (s *ToySdk) NetworkChanged(up bool) {
	if !up {
		s.lose()
	}
	s.tryAtOnce()
}

// NetworkReplaced tells of another network: what was opened before carries nothing any more.
func (s *ToySdk) NetworkReplaced() {
	s.lose()
	s.tryAtOnce()
}

// Opened: the connection is up.
func (s *ToySdk) Opened() {
	s.cancel(&s.patience)
	s.retryMS = firstRetryMS
	s.tell()
	connects := s.connects
	s.connects = nil
	for _, each := range connects {
		each.onSuccess()
	}
}

// Failed: the opening ended without success; whatever the reason, it is tried again.
func (s *ToySdk) Failed() {
	s.socket = nil
	s.tryLater()
}

// Closed: the server closed the connection.
func (s *ToySdk) Closed() {
	s.socket = nil
	s.lose()
	s.update()
}

// Received is a message for the app.
func (s *ToySdk) Received(text string) { s.onMessage(text) }

// Answered is the answer to the oldest ping.
func (s *ToySdk) Answered() {
	if len(s.pings) > 0 {
		ping := s.takePing()
		s.world.Clock.Cancel(ping.timer)
		ping.onSuccess()
	}
}

func (s *ToySdk) up() bool { return s.socket != nil && s.socket.Up }

// update opens or closes, so that there is a connection exactly when one is wanted.
func (s *ToySdk) update() {
	if !s.wanted || (s.auto && s.background) {
		s.drop()
	} else if s.socket == nil && s.retry == nil && s.world.Network {
		s.socket = s.world.Open(s)
		s.patience = s.world.Clock.After(patienceMS, func() {
			s.close()
			s.tryLater()
		})
	}
	s.tell()
}

// drop goes down, with every timer stopped and every pending call answered.
func (s *ToySdk) drop() {
	s.cancel(&s.retry)
	s.cancel(&s.patience)
	s.cancel(&s.deadline)
	s.close()
	s.failPings()
	connects := s.connects
	s.connects = nil
	for _, each := range connects {
		each.onError()
	}
}

// lose: in the background a lost connection stays down, in the foreground the wish stands.
func (s *ToySdk) lose() {
	s.cancel(&s.patience)
	s.close()
	s.failPings()
	if s.background && !s.auto {
		s.wanted = false
	}
	s.tell()
}

func (s *ToySdk) close() {
	socket := s.socket
	s.socket = nil
	if socket != nil {
		s.world.Close(socket)
	}
}

func (s *ToySdk) tryAtOnce() {
	s.retryMS = firstRetryMS
	s.cancel(&s.retry)
	s.update()
}

func (s *ToySdk) tryLater() {
	s.cancel(&s.patience)
	s.retry = s.world.Clock.After(s.retryMS, func() {
		s.retry = nil
		s.update()
	})
	s.retryMS *= 2
	if s.retryMS > lastRetryMS {
		s.retryMS = lastRetryMS
	}
}

func (s *ToySdk) startGrace() {
	s.cancel(&s.deadline)
	s.deadline = s.world.Clock.After(graceMS, func() {
		s.wanted = false
		s.update()
	})
}

func (s *ToySdk) failPings() {
	pings := s.pings
	s.pings = nil
	for _, each := range pings {
		s.world.Clock.Cancel(each.timer)
		each.onError()
	}
}

func (s *ToySdk) takePing() *callbacks {
	ping := s.pings[0]
	s.pings = s.pings[1:]
	return ping
}

func (s *ToySdk) cancel(timer **Timer) {
	s.world.Clock.Cancel(*timer)
	*timer = nil
}

// tell tells the app the status, where it has changed.
func (s *ToySdk) tell() {
	now := "disconnected"
	if s.up() {
		now = "connected"
	} else if s.socket != nil || s.retry != nil {
		now = "connecting"
	}
	if now != s.told {
		s.told = now
		s.onStatus(now)
	}
}
