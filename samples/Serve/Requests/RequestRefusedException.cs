namespace ForwardForward.Samples.Serve.Requests;

/// <summary>A request cannot be answered. The sender gets the message, which says why.</summary>
/// <param name="status">The HTTP status.</param>
/// <param name="message">What is wrong and what to do.</param>
/// <param name="innerException">What caused it, or null.</param>
internal sealed class RequestRefusedException(int status, string message, Exception? innerException = null)
    : Exception(message, innerException)
{
    public int Status => status;

    /// <summary>Passes on the library's message about numbers that it refuses.</summary>
    public static RequestRefusedException Of(ArgumentException refused) => new(
        StatusCodes.Status422UnprocessableEntity, refused.Message.Split(" (Parameter '")[0], refused);
}
