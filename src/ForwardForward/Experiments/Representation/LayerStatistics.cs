using ForwardForward.Extensibility;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Experiments;

/// <summary>Running sums of what one layer makes of micro-batches of images. Its tensors live in the dispose scope it is made in.</summary>
internal sealed class LayerStatistics(string name, IReadOnlyList<long> shape, int classes, Device device)
{
    private readonly UnitActivity _units = new(shape[0], device);
    private readonly ClassScatter _scatter = new(classes, shape.Size(), device);
    private double _activation;
    private double _sparsity;
    private long _images;

    public void Add(LayerPass pass, Tensor labels)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor rows = pass.Rows();
        _units.Add(pass);
        _scatter.Add(rows, labels);
        _activation += rows.mean([1]).sum([0]).item<double>();
        _sparsity += HoyerSparsity.OfRows(rows).sum([0]).item<double>();
        _images += rows.shape[0];
    }

    public LayerDescription Describe(double deadThreshold) => new(
        name, _activation / _images, _sparsity / _images, _scatter.Separation(), _units.CountDead(deadThreshold));
}
