using ForwardForward.Faithful;

namespace ForwardForward.Samples;

/// <summary>The settings that the networks of the study's code share.</summary>
public static class StudyNetworks
{
    /// <summary>
    /// Gives a network the study's settings of Forward-Forward: label, input normalisation, loss, and Adam at a constant rate of 0.03.
    /// </summary>
    /// <param name="builder">The network.</param>
    /// <returns>The same builder.</returns>
    public static FFNetworkBuilder WithStudySettings(this FFNetworkBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder
            .WithLabelEmbedding(new FaithfulBatchMaximumOverlay())
            .WithNegatives(new WrongLabelSampler())
            .WithInputNormalisation(new LengthNormalisation())
            .WithLoss(new LogisticLoss(threshold: 2))
            .WithConstantRate(0.03);
    }

    /// <summary>Gives a network Adam at a constant rate, as everywhere in the study.</summary>
    /// <param name="builder">The network.</param>
    /// <param name="rate">The learning rate.</param>
    /// <returns>The same builder.</returns>
    public static FFNetworkBuilder WithConstantRate(this FFNetworkBuilder builder, double rate)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.WithOptimizer(new AdamOptions { LearningRate = rate, Decay = LearningRateDecay.Constant });
    }
}
