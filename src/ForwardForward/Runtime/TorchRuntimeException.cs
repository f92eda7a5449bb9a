namespace ForwardForward.Runtime;

/// <summary>
/// The native part of TorchSharp (libtorch) could not be loaded. The message says why and what to do; the loader's own error is
/// the inner exception.
/// </summary>
public sealed class TorchRuntimeException : Exception
{
    /// <summary>Creates the exception without a message of its own.</summary>
    public TorchRuntimeException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">The cause and the remedy.</param>
    public TorchRuntimeException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">The cause and the remedy.</param>
    /// <param name="innerException">What the loader reported.</param>
    public TorchRuntimeException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
