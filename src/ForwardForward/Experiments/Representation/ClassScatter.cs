using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Experiments;

/// <summary>
/// The spread of features within and between classes over micro-batches of samples. Micro-batches are merged by their means (Chan et al.
/// 1983), so that no large sums are subtracted. Its tensors live in the dispose scope it is made in.
/// </summary>
internal sealed class ClassScatter(long classes, long features, Device device)
{
    private readonly Tensor _counts = TensorCreation.Zeros([classes, 1], float64, device);
    private readonly Tensor _means = TensorCreation.Zeros([classes, features], float64, device);
    private double _within;

    /// <summary>Adds rows <c>[n, features]</c>, float64, with labels <c>[n]</c>, each in [0, classes).</summary>
    public void Add(Tensor rows, Tensor labels)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor members = nn.functional.one_hot(labels, classes).to(float64);
        Tensor counts = members.sum([0]).unsqueeze(1);
        Tensor means = members.t().mm(rows) / counts.AtLeast(1);
        Tensor apart = means - _means;
        Tensor share = counts / _counts.Add(counts).AtLeast(1);
        _within += Sum((rows - means.index_select(0, labels)).Square()) + Sum(apart.Square() * _counts * share);
        _means.AddInPlace(apart * share);
        _counts.AddInPlace(counts);
    }

    /// <summary>Spread between the classes over spread within them.</summary>
    public double Separation()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor mean = (_means * _counts).sum([0]) / _counts.sum([0]);
        double between = Sum((_means - mean).Square() * _counts);
        return between > 0 ? between / _within : 0;
    }

    private static double Sum(Tensor values) => values.sum([0, 1]).item<double>();
}
