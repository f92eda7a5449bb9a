namespace ForwardForward.Tests.Samples.Cluster;

/// <summary>Keeps what it is told, and does something then, before whoever tells goes on.</summary>
internal sealed class Told<T>(Action<T>? then = null) : IProgress<T>
{
    public List<T> All { get; } = [];

    public void Report(T value)
    {
        All.Add(value);
        then?.Invoke(value);
    }
}
