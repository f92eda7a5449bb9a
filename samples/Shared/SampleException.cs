namespace ForwardForward.Samples;

/// <summary>A sample cannot go on for a reason that its user can mend. The message is shown as one line, without a stack trace.</summary>
/// <param name="message">What is wrong and what to do.</param>
/// <param name="innerException">What caused it, or null.</param>
public sealed class SampleException(string message, Exception? innerException = null) : Exception(message, innerException);
