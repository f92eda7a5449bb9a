using static TorchSharp.torch;

namespace ForwardForward.Runtime;

/// <summary>
/// Memory that one training step hands on to the next, float32 on the CPU: what a step asks for has the sizes of the step before, so that
/// nothing large is allocated twice.
/// </summary>
/// <remarks>
/// What is borrowed holds whatever numbers its memory held. It stands in no dispose scope, and goes back by <see cref="Free"/>, or with the
/// space where a step fails. The space holds it until then: the finalizer would free a second time what nobody held. Not thread-safe, but
/// for <see cref="None"/>.
/// </remarks>
internal sealed class WorkSpace : IDisposable
{
    private readonly bool _keeps;
    private readonly Dictionary<long, Stack<Tensor>> _free = [];
    private readonly Dictionary<Tensor, Tensor> _borrowed = new(ReferenceEqualityComparer.Instance);

    private WorkSpace(bool keeps, bool lendsActivations)
    {
        _keeps = keeps;
        LendsActivations = lendsActivations;
    }

    /// <summary>
    /// For steps that stand alone: it keeps nothing, so what is borrowed is allocated, in the dispose scope of the caller.
    /// </summary>
    public static WorkSpace None { get; } = new(keeps: false, lendsActivations: false);

    /// <summary>An empty space.</summary>
    public static WorkSpace Create() => new(keeps: true, lendsActivations: false);

    /// <summary>An empty space for passes through a network, where whoever asks a layer for activations gives them back.</summary>
    public static WorkSpace CreateForPasses() => new(keeps: true, lendsActivations: true);

    /// <summary>Whether what a layer hands on may lie here.</summary>
    public bool LendsActivations { get; }

    /// <summary>Memory for a tensor of a shape.</summary>
    public Tensor Borrow(params long[] shape)
    {
        if (!_keeps)
            return TensorCreation.Empty(shape, float32, CPU);
        Tensor block = TakeBlock(shape);
        return Lend(block, block.view(shape));
    }

    /// <summary>Memory for a map whose channels lie side by side, as <see cref="MapFormat.ChannelsLast"/> lays them.</summary>
    public Tensor BorrowMap(long images, long channels, long height, long width)
    {
        long[] shape = [images, height, width, channels];
        if (!_keeps)
            return Arrange(TensorCreation.Empty(shape, float32, CPU));
        Tensor block = TakeBlock(shape);
        return Lend(block, Arrange(block.view(shape)));
    }

    /// <summary>Whether a tensor is borrowed here.</summary>
    public bool Lends(Tensor tensor) => _borrowed.ContainsKey(tensor);

    /// <summary>Takes back what was borrowed here, and disposes what was not.</summary>
    public void Free(Tensor? tensor)
    {
        if (tensor is null)
            return;
        TakeBack(tensor);
        tensor.Dispose();
    }

    /// <summary>Takes back what was borrowed here, and leaves alone what was not.</summary>
    public void TakeBack(Tensor tensor)
    {
        if (!_borrowed.Remove(tensor, out Tensor? block))
            return;
        if (!_free.TryGetValue(block.NumberOfElements, out Stack<Tensor>? free))
            _free[block.NumberOfElements] = free = new Stack<Tensor>();
        free.Push(block);
        tensor.Dispose();
    }

    /// <summary>Gives the memory back, also what a step that failed has not let go of.</summary>
    public void Dispose()
    {
        foreach (Tensor block in _free.Values.SelectMany(blocks => blocks))
            block.Dispose();
        foreach ((Tensor borrowed, Tensor block) in _borrowed)
        {
            borrowed.Dispose();
            block.Dispose();
        }
    }

    private static Tensor Arrange(Tensor places)
    {
        using (places)
            return places.permute(0, 3, 1, 2);
    }

    private Tensor TakeBlock(long[] shape)
    {
        long size = 1;
        foreach (long length in shape)
            size *= length;
        return _free.TryGetValue(size, out Stack<Tensor>? free) && free.TryPop(out Tensor? freed)
            ? freed
            : TensorCreation.Empty([size], float32, CPU).DetachFromDisposeScope();
    }

    private Tensor Lend(Tensor block, Tensor tensor)
    {
        _borrowed.Add(tensor, block);
        return tensor.DetachFromDisposeScope();
    }
}
