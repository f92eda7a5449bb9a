using ForwardForward.Benchmarks.Greedy;
using ForwardForward.Benchmarks.Measuring;
using ForwardForward.Benchmarks.Plain;
using ForwardForward.Data;
using ForwardForward.Experiments;

namespace ForwardForward.Benchmarks.Accuracy;

/// <summary>Seconds until MNIST is read well enough, everything by default; each round has a seed of its own.</summary>
internal static class AccuracyPairs
{
    private const double Accuracy = 0.975;
    private const double StudyAccuracy = 0.945;
    private const int StudySteps = 1_000;

    /// <summary>Until 97.5 %: a network and its backprop twin.</summary>
    public static Pair AgainstBackprop(Func<FFNetworkBuilder, FFNetworkBuilder> addLayers, bool quick)
    {
        (LabelledImages Kept, LabelledImages Part) mnist = Mnist.Open();
        TimeToAccuracy time = new(mnist, Accuracy);
        time.WarmUp(TrainNetwork(addLayers, seed: 0));
        time.WarmUp(TrainTwin(addLayers, seed: 0));
        return new Pair(
            seed => time.Measure("the network", TrainNetwork(addLayers, seed)),
            seed => time.Measure("the backprop twin", TrainTwin(addLayers, seed)),
            mnist.Kept, mnist.Part)
        {
            Unit = "s",
            Rounds = RoundsFor(quick),
        };
    }

    /// <summary>
    /// Until the study's 94.5 %: the library's defaults, and the study's loop, whose 1,000 steps a layer are
    /// extrapolated from the median of a few.
    /// </summary>
    public static Pair AgainstTheStudy(bool quick)
    {
        (LabelledImages Kept, LabelledImages Part) mnist = Mnist.Open();
        TimeToAccuracy time = new(mnist, StudyAccuracy);
        StudyRun study = new(steps: quick ? 2 : 5);
        time.WarmUp(TrainNetwork(AddDense, seed: 0));
        return new Pair(
            seed => time.Measure("the network", TrainNetwork(AddDense, seed)),
            _ => Extrapolate(study.LearnPlainly()),
            mnist.Kept, mnist.Part, study)
        {
            Unit = "s",
            Rounds = RoundsFor(quick),
        };

        static FFNetworkBuilder AddDense(FFNetworkBuilder network) => network.AddDense(500).AddDense(500);
    }

    private static int RoundsFor(bool quick) => quick ? 1 : 3;

    private static Func<LabelledImages, TrainingOptions, TrainingResult> TrainNetwork(
        Func<FFNetworkBuilder, FFNetworkBuilder> addLayers, int seed) => (images, options) =>
    {
        using FFNetwork network = addLayers(RandomImages.Network()).WithSeed(seed).Build();
        return network.Fit(images, options);
    };

    private static Func<LabelledImages, TrainingOptions, TrainingResult> TrainTwin(
        Func<FFNetworkBuilder, FFNetworkBuilder> addLayers, int seed) => (images, options) =>
    {
        using FFNetwork network = addLayers(RandomImages.Network()).WithSeed(seed).Build();
        using BackpropTwin twin = BackpropTwin.Create(network.Definition);
        return twin.Fit(images, options);
    };

    private static Reading Extrapolate(IReadOnlyList<IReadOnlyList<StudyStep>> layers)
    {
        double[] medians = [.. layers.Select(steps => Side.Of([.. steps.Select(step => new Reading(step.Seconds))]).Median)];
        return new Reading(StudySteps * medians.Sum())
        {
            // Relative to the median, a step of one layer is as much work as one of the other.
            EqualWork = [.. layers.Zip(medians, (steps, median) => steps.Select(step => step.Seconds / median)).SelectMany(steps => steps)],
        };
    }
}
