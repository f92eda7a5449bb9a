namespace ForwardForward;

/// <summary>
/// Whether what was done of a run of fewer epochs is the beginning of one of more, bit by bit; the two are the same in all else.
/// </summary>
internal static class RunExtension
{
    /// <summary>Says where the schedule lets other layers learn in an epoch that is done; null where it does not.</summary>
    public static string? FindObstacle(TrainingSchedule schedule, int fewer, int more, int done, int layers)
    {
        int both = Math.Min(done, Math.Min(schedule.CountEpochs(fewer, layers), schedule.CountEpochs(more, layers)));
        for (int epoch = 0; epoch < both; epoch++)
            for (int layer = 0; layer < layers; layer++)
                if (schedule.Learns(layer, epoch, fewer, layers) != schedule.Learns(layer, epoch, more, layers))
                    return $"The run cannot be extended: in epoch {epoch + 1} of one of {more} epochs other layers learn than have "
                        + $"learned in it ({schedule.Describe(more, layers)}).";
        return null;
    }

    /// <summary>Says that a learning rate depends on where the run ends; null where none does.</summary>
    public static string? FindObstacle(IReadOnlyList<AdamOptions> optimizers) =>
        optimizers.All(optimizer => optimizer.IsConstant)
            ? null
            : "The run cannot be extended: its learning rate looks at how long the run is, so the epochs that are done would have had "
                + "another. Runs to be extended have AdamOptions.Decay = LearningRateDecay.Constant and no WarmUp, a softmax head's "
                + "optimizer too. "
                + "To train the network for longer all the same, call Fit without these checkpoints: it goes on from where the network "
                + "is, and the rate begins anew.";
}
