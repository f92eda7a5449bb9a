namespace ForwardForward.Experiments;

/// <summary>What a layer makes of labelled images, in a few numbers; <c>network.DescribeLayers(…)</c> gives one a layer.</summary>
/// <param name="Name">What the layer is called, such as "Dense 500".</param>
/// <param name="MeanActivation">The mean over all units and images.</param>
/// <param name="Sparsity">The images' mean <see cref="HoyerSparsity"/>, from 0 to 1.</param>
/// <param name="Separation">The <see cref="FisherSeparation"/> of the classes, 0 or more.</param>
/// <param name="DeadUnits">The units that no image moves.</param>
public sealed record LayerDescription(string Name, double MeanActivation, double Sparsity, double Separation, DeadUnits DeadUnits);
