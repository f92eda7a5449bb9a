namespace ForwardForward.Samples.Tables;

/// <summary>What suits small tables; its study chooses the epochs anew for each split.</summary>
internal static class Recipe
{
    public const int Units = 100;
    public const int Epochs = 60;
    public const int BatchSize = 16;
    public const double LabelValue = 3;

    public static TrainingOptions Training(int epochs, int rows, CancellationToken cancellation) =>
        new() { Epochs = epochs, BatchSize = Math.Min(BatchSize, rows), Cancellation = cancellation };

    /// <summary>Layers that each project on the classes: no negatives, and every class in one pass.</summary>
    public static FFNetworkBuilder Projection(FFNetworkBuilder network) => network.AddProjection(Units).AddProjection(Units);

    /// <summary>Forward-Forward with positives and negatives, the label appended to each row.</summary>
    public static FFNetworkBuilder Overlay(FFNetworkBuilder network) =>
        network.WithLabelEmbedding(new AppendedLabel(LabelValue)).AddDense(Units).AddDense(Units);
}
