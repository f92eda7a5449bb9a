namespace ForwardForward;

/// <summary>What had been learned after the best epoch so far, kept beside what is being learned.</summary>
internal sealed class BestParameters : IDisposable
{
    private readonly IReadOnlyList<NamedTensor> _learned;

    /// <param name="learned">What learns, changed in place.</param>
    public BestParameters(IReadOnlyList<NamedTensor> learned)
    {
        _learned = learned;
        Kept = [.. learned.Select(
            tensor => new NamedTensor($"best.{tensor.Name}", tensor.Value.detach().clone().DetachFromDisposeScope()))];
    }

    /// <summary>What is kept, by names such as "best.layer1.weight".</summary>
    public IReadOnlyList<NamedTensor> Kept { get; }

    /// <summary>Keeps what is learned now.</summary>
    public void Keep() => Copy(_learned, Kept);

    /// <summary>Puts what was kept last back into its place.</summary>
    public void PutBack() => Copy(Kept, _learned);

    public void Dispose()
    {
        foreach (NamedTensor tensor in Kept)
            tensor.Value.Dispose();
    }

    private static void Copy(IReadOnlyList<NamedTensor> from, IReadOnlyList<NamedTensor> to)
    {
        using var recordNothing = TorchSharp.torch.no_grad();
        foreach ((NamedTensor source, NamedTensor target) in from.Zip(to))
            target.Value.copy_(source.Value);
    }
}
