namespace ForwardForward.Experiments;

/// <summary>What a layer makes of labelled images, in a few numbers; <c>network.DescribeLayers(…)</c> gives one a layer.</summary>
public sealed class LayerDescription
{
    internal LayerDescription(string name, double meanActivation, double sparsity, double separation, DeadUnits deadUnits)
    {
        Name = name;
        MeanActivation = meanActivation;
        Sparsity = sparsity;
        Separation = separation;
        DeadUnits = deadUnits;
    }

    /// <summary>What the layer is called, such as "Dense 500".</summary>
    public string Name { get; }

    /// <summary>The mean over all units and images.</summary>
    public double MeanActivation { get; }

    /// <summary>The images' mean <see cref="HoyerSparsity"/>, from 0 to 1.</summary>
    public double Sparsity { get; }

    /// <summary>The <see cref="FisherSeparation"/> of the classes, 0 or more.</summary>
    public double Separation { get; }

    /// <summary>The units that no image moves.</summary>
    public DeadUnits DeadUnits { get; }
}
