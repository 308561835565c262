package polyview.kernel;

import java.security.GeneralSecurityException;
import org.dflib.jjava.jupyter.channels.IOPubChannel;
import org.dflib.jjava.jupyter.channels.JupyterConnection;
import org.dflib.jjava.jupyter.channels.ShellChannel;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.dflib.jjava.jupyter.channels.StdinChannel;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;
import org.dflib.jjava.jupyter.messages.HMACGenerator;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.MessageContext;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

/**
 * The five sockets that Jupyter connects to.
 *
 * <p>They are all bound in the constructor, before any thread reads from one of them, and from then on each is used by
 * one thread only: shell and control by the loop that reads them, output by the thread of the {@link Outbox}, the
 * heartbeat by its own.
 */
final class Channels {
    private final StdinChannel stdin;
    private final OutputChannel output;
    private final RequestChannel shell;
    private final RequestChannel control;

    /** Binds all sockets and starts the heartbeat. */
    Channels(KernelConnectionProperties properties) throws GeneralSecurityException {
        ZMQ.Context context = ZMQ.context(1);
        HMACGenerator signer = properties.createHMACGenerator();
        output = new OutputChannel(context, signer);
        output.bind(properties);
        stdin = new StdinChannel(context, signer);
        stdin.bind(properties);
        shell = new RequestChannel(context, signer, false);
        shell.bind(properties);
        control = new RequestChannel(context, signer, true);
        control.bind(properties);
        ZMQ.Socket heartbeat = context.socket(SocketType.REP);
        heartbeat.bind(properties.getTransport() + "://" + properties.getIp() + ":" + properties.getHbPort());
        Thread beat = new Thread(
                () -> {
                    while (true) {
                        heartbeat.send(heartbeat.recv());
                    }
                },
                "kernel-heartbeat");
        beat.setDaemon(true);
        beat.start();
    }

    /** Where cells, completions and inspections are asked for. */
    RequestChannel shell() {
        return shell;
    }

    /** Where interrupts and the shutdown are asked for. */
    RequestChannel control() {
        return control;
    }

    /** Where all output goes, through an {@link Outbox}. */
    OutputChannel output() {
        return output;
    }

    /** The way to answer one request, and to refuse the cells that were sent to run after it. */
    Replies replies(RequestChannel from, MessageContext request, Runnable refuseQueued) {
        return new Replies(from, stdin, output, request, refuseQueued);
    }

    /** The output socket: what is sent on it lands in its outbox, so any thread may send. */
    static final class OutputChannel extends IOPubChannel {
        private final Outbox outbox = new Outbox(this::transmit);

        OutputChannel(ZMQ.Context context, HMACGenerator signer) {
            super(context, signer);
            setHWM(0); // No limit: ZeroMQ would drop what a slow front end has not taken.
        }

        Outbox outbox() {
            return outbox;
        }

        @Override
        public void sendMessage(Message<?> message) {
            outbox.message(message);
        }

        private void transmit(Message<?> message) {
            super.sendMessage(message);
        }
    }

    /** A socket that takes requests; the loop that reads it is {@link RequestLoop}, not the one of the library. */
    static final class RequestChannel extends ShellChannel {
        private final boolean control;
        private final ZMQ.Poller poller;

        RequestChannel(ZMQ.Context context, HMACGenerator signer, boolean control) {
            // The library's loop would ask the connection for handlers; bind below does not start it.
            super(context, signer, control, (JupyterConnection) null);
            this.control = control;
            this.poller = context.poller(1);
            poller.register(this, ZMQ.Poller.POLLIN);
        }

        @Override
        public void bind(KernelConnectionProperties properties) {
            int port = control ? properties.getControlPort() : properties.getShellPort();
            bind(formatAddress(properties.getTransport(), properties.getIp(), port));
        }

        /** Whether a request comes within this time. */
        boolean waits(long millis) {
            return poller.poll(millis) > 0;
        }
    }

    /** The way to answer one request. */
    static final class Replies extends ShellReplyEnvironment {
        private final Runnable refuseQueued;

        Replies(
                ShellChannel channel,
                StdinChannel stdin,
                IOPubChannel output,
                MessageContext request,
                Runnable refuseQueued) {
            super(channel, stdin, output, request);
            this.refuseQueued = refuseQueued;
        }

        /** Cells that were sent already, to run after this one, will not run. Call it before the reply. */
        void refuseQueued() {
            refuseQueued.run();
        }
    }
}
