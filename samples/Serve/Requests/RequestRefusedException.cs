namespace ForwardForward.Samples.Serve.Requests;

/// <summary>A request cannot be answered. The message says why, and is told to whoever asks.</summary>
/// <param name="status">The HTTP status.</param>
/// <param name="message">What is wrong and what to do.</param>
/// <param name="innerException">What caused it, or null.</param>
internal sealed class RequestRefusedException(int status, string message, Exception? innerException = null)
    : Exception(message, innerException)
{
    public int Status => status;
}
