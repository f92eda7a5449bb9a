namespace ForwardForward.Runtime;

/// <summary>
/// The native part of TorchSharp (libtorch) could not be loaded. The message says why and what to do; the loader's own error is
/// the inner exception.
/// </summary>
public sealed class TorchRuntimeException : Exception
{
    internal TorchRuntimeException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
