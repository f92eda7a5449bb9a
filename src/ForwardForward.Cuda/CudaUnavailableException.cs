namespace ForwardForward.Cuda;

/// <summary>A network was to run on CUDA, which this process cannot use. The message says why and what to do.</summary>
public sealed class CudaUnavailableException : Exception
{
    /// <summary>Creates the exception without a message of its own.</summary>
    public CudaUnavailableException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">The cause and the remedy.</param>
    public CudaUnavailableException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">The cause and the remedy.</param>
    /// <param name="innerException">What led to it.</param>
    public CudaUnavailableException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
