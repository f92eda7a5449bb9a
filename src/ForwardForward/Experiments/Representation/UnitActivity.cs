using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Experiments;

/// <summary>
/// The strongest activation of each unit of a layer over micro-batches of images. Its tensors live in the dispose scope it is made in.
/// </summary>
internal sealed class UnitActivity(long units, Device device)
{
    private readonly Tensor _gated = TensorCreation.Zeros([units], float64, device);
    private readonly Tensor _ungated = TensorCreation.Zeros([units], float64, device);
    private double _squares;
    private long _activations;

    public void Add(LayerPass pass)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor ungated = pass.Ungated();
        KeepStrongest(_gated, pass.Activations);
        KeepStrongest(_ungated, ungated);
        _squares += ungated.flatten().to(float64).Square().sum([0]).item<double>();
        _activations += ungated.numel();
    }

    public DeadUnits CountDead(double threshold)
    {
        using DisposeScope scope = NewDisposeScope();
        double typical = Math.Sqrt(_squares / _activations);
        return new DeadUnits(Fraction(_gated.LessThan(threshold)), Fraction(_ungated.LessThan(threshold)), Fraction(
            _ungated.LessThanOrEqual(threshold * typical)));
    }

    /// <summary>Of a map, the strongest place of each channel.</summary>
    private static void KeepStrongest(Tensor strongest, Tensor activations) =>
        strongest.copy_(maximum(strongest, activations.abs().transpose(0, 1).flatten(1).amax([1]).to(float64)));

    private static double Fraction(Tensor units) => units.to(float64).mean().item<double>();
}
