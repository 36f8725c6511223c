// The line to the kit: request lines in, reply lines out, strictly in order. Nothing in here needs a change.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
)

// Body is an object of JSON.
type Body map[string]any

// Request is one line of the kit.
type Request struct {
	ID      int    `json:"id"`
	Op      string `json:"op"`
	Mode    string `json:"mode"`
	Input   string `json:"input"`
	MS      int    `json:"ms"`
	User    string `json:"user"`
	Call    string `json:"call"`
	Code    int    `json:"code"`
	Notice  bool   `json:"notice"`
	Message string `json:"message"`
}

var ownFiles = map[string]bool{"driver.go": true, "protocol.go": true, "world.go": true}

// Trouble is what a panic was, and whether the driver's own code raised it and not the SDK's.
type Trouble struct {
	What any
	Own  bool
}

// guarded runs action and gives back a panic of it, if there was one.
func guarded(action func()) (trouble *Trouble) {
	defer func() {
		if what := recover(); what != nil {
			fmt.Fprintf(os.Stderr, "%v\n%s", what, debug.Stack())
			trouble = &Trouble{what, raisedInOwnFile()}
		}
	}()
	action()
	return nil
}

// raisedInOwnFile looks at the frame that panicked: the first below the runtime's own.
func raisedInOwnFile() bool {
	counters := make([]uintptr, 64)
	frames := runtime.CallersFrames(counters[:runtime.Callers(2, counters)])
	panicked := false
	for {
		frame, more := frames.Next()
		if strings.HasPrefix(frame.Function, "runtime.") {
			panicked = true
		} else if panicked {
			return ownFiles[filepath.Base(frame.File)]
		}
		if !more {
			return true
		}
	}
}

type driver struct {
	mode  string
	world *World
	sdk   *ToySdk
}

func (d *driver) reply(request Request) Body {
	switch request.Op {
	case "hello":
		return hello
	case "bye":
		return Body{}
	case "reset":
		d.mode, d.world = request.Mode, NewWorld()
		d.sdk = startApp(d.world)
	case "do":
		d.do(request)
	case "advance":
		d.world.Clock.Advance(request.MS)
	}
	return Body{"now": d.world.Clock.Now, "observations": d.world.Observed(), "next": d.world.Clock.Next()}
}

// do applies one input now. A panic that leaves the SDK is an observation; the driver's own is not the SDK's.
func (d *driver) do(request Request) {
	trouble := guarded(func() {
		if request.Input == "kill" {
			d.world.ForgetProcess()
			d.sdk = startApp(d.world)
		} else {
			d.world.Change(request)
			apply(d.sdk, d.world, d.mode, request)
		}
		d.world.Clock.Advance(0)
	})
	if trouble == nil {
		return
	}
	if trouble.Own {
		panic(trouble)
	}
	subject := Body{"input": request.Input, "detail": fmt.Sprint(trouble.What)}
	if request.Call != "" {
		delete(subject, "input")
		subject["call"] = request.Call
	}
	d.world.Record("threw", subject)
}

func answer(d *driver, request Request) Body {
	var body Body
	if trouble := guarded(func() { body = d.reply(request) }); trouble != nil {
		kind := "crash"
		what := trouble.What
		if inner, passedOn := what.(*Trouble); passedOn || trouble.Own {
			kind = "driver"
			if passedOn {
				what = inner.What
			}
		}
		return Body{"id": request.ID, "ok": false, "error": Body{"kind": kind, "message": fmt.Sprint(what)}}
	}
	reply := Body{"id": request.ID, "ok": true}
	for name, value := range body {
		reply[name] = value
	}
	return reply
}

func main() {
	lines := bufio.NewReaderSize(os.Stdin, 1<<20)
	out := bufio.NewWriter(os.Stdout)
	d := &driver{}
	for {
		line, err := lines.ReadBytes('\n')
		if err != nil {
			return
		}
		var request Request
		if err := json.Unmarshal(line, &request); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		text, _ := json.Marshal(answer(d, request))
		out.Write(append(text, '\n'))
		if lines.Buffered() == 0 || request.Op == "bye" {
			out.Flush() // what came together is answered together
		}
		if request.Op == "bye" {
			return
		}
	}
}

func orNull(text string) any {
	if text == "" {
		return nil
	}
	return text
}
