namespace ForwardForward.Tests;

/// <summary>Progress told at once, on the thread that reports it.</summary>
internal sealed class ProgressCallback<T>(Action<T> report) : IProgress<T>
{
    public void Report(T value) => report(value);
}
