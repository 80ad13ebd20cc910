/** A worker for the pool's tests that is killed while it loads, as by a system without memory. */
process.kill(process.pid, 'SIGKILL');
export default null;
