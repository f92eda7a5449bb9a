using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Experiments;

/// <summary>
/// Sums over samples from which means, deviations, covariances and their products with one-hot labels follow.
/// Samples come in micro-batches and are not kept.
/// </summary>
/// <remarks>
/// Everything is float64 and measured from the first sample, so that large means cost no precision, and a feature that never changes has
/// exact zeros.
/// </remarks>
internal sealed class FeatureMoments : IDisposable
{
    private readonly bool _withProducts;
    private Tensor? _origin;
    private Tensor? _sums;
    private Tensor? _squares;
    private Tensor? _products;
    private Tensor? _byClass;
    private Tensor? _counts;

    /// <param name="withProducts">
    /// Whether products of features and labels are summed too, <c>[features, features]</c> and <c>[features, classes]</c>.
    /// </param>
    public FeatureMoments(bool withProducts)
    {
        _withProducts = withProducts;
    }

    public long Count { get; private set; }

    /// <summary>Adds samples.</summary>
    /// <param name="features"><c>[n, features]</c>.</param>
    /// <param name="labels">One-hot labels, <c>[n, classes]</c>.</param>
    public void Add(Tensor features, Tensor labels)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor exact = features.to(float64);
        _origin ??= exact[0].clone().DetachFromDisposeScope();
        Tensor centred = exact - _origin;
        Count += features.shape[0];
        AddTo(ref _sums, centred.sum([0]));
        AddTo(ref _squares, centred.Square().sum([0]));
        if (!_withProducts)
            return;
        long width = features.shape[1];
        _products ??= TensorCreation.Zeros([width, width], float64, features.device).DetachFromDisposeScope();
        SymmetricBlocks.AddProduct(_products, centred.t());
        AddTo(ref _byClass, centred.t().mm(labels.to(float64)));
        AddTo(ref _counts, labels.sum([0], type: float64));
    }

    /// <summary>
    /// Each feature's mean and deviation (of all samples, n), <c>[features]</c>, float64; 1 for the deviation of a
    /// feature that never changes.
    /// </summary>
    public (Tensor Mean, Tensor Deviation) Standardisation()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor shift = Sum(_sums).Divide(Count);
        Tensor deviation = (Sum(_squares).Divide(Count) - shift.Square()).AtLeast(0).sqrt();
        deviation = where(deviation.GreaterThan(0), deviation, ones_like(deviation));
        return (Sum(_origin).Add(shift).MoveToOuterDisposeScope(), deviation.MoveToOuterDisposeScope());
    }

    /// <summary>
    /// The covariance of the standardised features, <c>[features, features]</c>, as <see cref="SymmetricBlocks"/> keep a matrix; of
    /// standardised features and one-hot labels, <c>[features, classes]</c>; and the frequency of each class. The first is made of the sums
    /// in place, so that it is there once: it can be taken once.
    /// </summary>
    public (Tensor OfFeatures, Tensor WithLabels, Tensor Frequencies) TakeStandardisedCovariances()
    {
        using DisposeScope scope = NewDisposeScope();
        (_, Tensor deviation) = Standardisation();
        Tensor shift = Sum(_sums).Divide(Count), frequencies = Sum(_counts).Divide(Count), column = deviation.unsqueeze(1);
        Tensor withLabels = (Sum(_byClass).Divide(Count) - shift.outer(frequencies)).div_(column);
        Tensor ofFeatures = Sum(_products).DivideInPlace(Count).addr_(shift, shift, 1, -1).div_(column).div_(deviation);
        return (ofFeatures.MoveToOuterDisposeScope(), withLabels.MoveToOuterDisposeScope(), frequencies.MoveToOuterDisposeScope());
    }

    public void Dispose()
    {
        foreach (Tensor? sum in new[] { _origin, _sums, _squares, _products, _byClass, _counts })
            sum?.Dispose();
    }

    private static Tensor Sum(Tensor? sum) => sum ?? throw new InvalidOperationException("No samples were added.");

    private static void AddTo(ref Tensor? sum, Tensor addend)
    {
        if (sum is null)
            sum = addend.DetachFromDisposeScope();
        else
            sum.AddInPlace(addend);
    }
}
