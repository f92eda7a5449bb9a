using ForwardForward.Data;
using ForwardForward.Experiments;
using TorchSharp;

namespace ForwardForward.Samples;

/// <summary>One run of a study: its images, its networks, its configurations, its report.</summary>
public sealed class Study : IDisposable
{
    private readonly SampleRun _run;
    private readonly StudyPlan _plan;
    private readonly List<IDisposable> _owned = [];

    private Study(SampleRun run)
    {
        _run = run;
        _plan = new StudyPlan(run);
    }

    /// <summary>What the command line asked for.</summary>
    public SampleOptions Options => _run.Options;

    /// <summary>Where to compute.</summary>
    public torch.Device Device => _run.Device;

    /// <summary>Whether the run has the settings of the study's code.</summary>
    public bool IsFaithful => Options.Preset == Preset.Faithful;

    /// <summary>Whether the run has several seeds and the controls that the study lacked.</summary>
    public bool IsControlled => Options.Preset == Preset.Controlled;

    /// <summary>Runs a study: reads the command line, and does the work.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="defaults">What the study is called and does where the command line says nothing.</param>
    /// <param name="work">The study.</param>
    /// <returns>The exit code.</returns>
    public static Task<int> RunAsync(IReadOnlyList<string> arguments, SampleDefaults defaults, Func<Study, Task> work) =>
        new SampleCommand(defaults with { KeepsMeasurements = true }).RunAsync(arguments, async run =>
        {
            using Study study = new(run);
            await work(study);
        });

    /// <summary>Opens the dataset that the options ask for; the study disposes it.</summary>
    /// <returns>The images as they are read.</returns>
    public async Task<ImageDataset> OpenAsync() => Own(await _run.OpenDatasetAsync());

    /// <summary>Opens the dataset that the options ask for, standardised; the study disposes it.</summary>
    /// <returns>All of it.</returns>
    public async Task<ImageDataset> OpenStandardisedAsync() => Own((await OpenAsync()).Standardise());

    /// <summary>Opens the other dataset of the same kind; the study disposes it.</summary>
    /// <returns>The images as they are read.</returns>
    public async Task<ImageDataset> OpenOtherAsync() => Own(await _run.OpenOtherDatasetAsync());

    /// <summary>Opens the other dataset of the same kind, standardised; the study disposes it.</summary>
    /// <returns>All of it.</returns>
    public async Task<ImageDataset> OpenOtherStandardisedAsync() => Own((await OpenOtherAsync()).Standardise());

    /// <summary>
    /// Puts a part of the training images aside: a tenth in a controlled run and a thirtieth in a quick look; the study's code puts none
    /// aside.
    /// </summary>
    /// <param name="whole">All images.</param>
    /// <param name="faithful">How many training images the study's code takes; the default is all.</param>
    /// <returns>The images to train on, and those put aside; the study disposes them.</returns>
    public ImageDataset PutAside(ImageDataset whole, int faithful = int.MaxValue)
    {
        ArgumentNullException.ThrowIfNull(whole);
        return IsFaithful ? Take(whole, faithful) : PutOneAside(whole, of: IsControlled ? 10 : 30);
    }

    /// <summary>Puts a fraction of the training images aside in every run.</summary>
    /// <param name="whole">All images.</param>
    /// <param name="of">One image of how many.</param>
    /// <returns>The images to train on, and those put aside; the study disposes them.</returns>
    public ImageDataset PutOneAside(ImageDataset whole, int of)
    {
        ArgumentNullException.ThrowIfNull(whole);
        return Own(whole.WithValidation(whole.Train.Count / of, seed: 0));
    }

    /// <summary>Takes the first training images.</summary>
    /// <param name="whole">All images.</param>
    /// <param name="atMost">How many training images at most.</param>
    /// <returns>They, and all test images; the study disposes them.</returns>
    public ImageDataset Take(ImageDataset whole, int atMost)
    {
        ArgumentNullException.ThrowIfNull(whole);
        return Own(whole.Take(Math.Min(atMost, whole.Train.Count), whole.Test.Count));
    }

    /// <summary>Disposes something when the study ends.</summary>
    /// <typeparam name="T">What it is.</typeparam>
    /// <param name="owned">The thing.</param>
    /// <returns>The same.</returns>
    public T Own<T>(T owned)
        where T : IDisposable
    {
        _owned.Add(owned);
        return owned;
    }

    /// <summary>Begins a network for a dataset.</summary>
    /// <param name="dataset">The images.</param>
    /// <returns>
    /// A builder with the dataset's input, classes and standardisation, and the device; this library's defaults otherwise.
    /// </returns>
    public FFNetworkBuilder Network(ImageDataset dataset)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        return new FFNetworkBuilder().WithDataset(dataset).WithDevice(Device);
    }

    /// <summary>
    /// How networks are trained: from mini-batches with fresh negatives and all layers together; in a faithful run as the study's code
    /// does, on all images in one batch, with negatives drawn once, one layer after the other.
    /// </summary>
    /// <param name="dataset">The images.</param>
    /// <param name="watch">
    /// Whether a faithful run watches 1,000 of the images that it learns from: the study puts none aside, and this shows only when a layer
    /// has learned.
    /// </param>
    /// <returns>The options.</returns>
    public TrainingOptions Training(ImageDataset dataset, bool watch = false)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        TrainingOptions training = new() { Epochs = Options.Epochs };
        return IsFaithful
            ? training with
            {
                BatchSize = dataset.Train.Count,
                Schedule = TrainingSchedule.Greedy,
                Negatives = NegativeRefresh.Once,
                Validation = watch ? Watched(dataset) : null,
            }
            : training;
    }

    /// <summary>The first 1,000 training images.</summary>
    /// <param name="dataset">The images.</param>
    /// <returns>Images to watch; the study disposes them.</returns>
    public LabelledImages Watched(ImageDataset dataset)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        return Own(dataset.Train.Take(Math.Min(1_000, dataset.Train.Count)));
    }

    /// <summary>
    /// What the last layer is worth on another dataset, every image showing the label 0: by ridge regression, or in a faithful run by the
    /// study's classifier, which stops early.
    /// </summary>
    /// <param name="metric">The metric.</param>
    /// <param name="other">The other dataset.</param>
    /// <param name="faithfulEpochs">How many epochs the study's classifier takes; null where the study has none.</param>
    /// <returns>The probe.</returns>
    public StudyProbe ProbeLastLayer(string metric, ImageDataset other, int? faithfulEpochs = null)
    {
        ArgumentNullException.ThrowIfNull(other);
        FeatureOptions features = new() { Layers = ^1.., Label = ShownLabel.Of(0) };
        return IsFaithful && faithfulEpochs is { } epochs
            ? new StudyProbe(
                metric,
                FormattableString.Invariant($"{other.Name}, last layer, label 0, softmax regression, {epochs} epochs in batches of 256"),
                other,
                features,
                StudyProbe.StudyHeadOfEpochs(epochs, other.Train))
            : new StudyProbe(
                metric, $"{other.Name}, last layer, label 0, ridge regression", PutOneAside(other, of: 10), features, _ => new RidgeHead());
    }

    /// <summary>Adds a configuration.</summary>
    /// <param name="name">Its name, not given before.</param>
    /// <param name="candidates">How to measure it; of several, validation chooses.</param>
    public void Add(string name, params StudyTrial[] candidates) => _plan.Add(name, candidates);

    /// <summary>Measures what has not been measured yet.</summary>
    /// <returns>The outcomes.</returns>
    public StudyResults Measure() => _plan.Measure();

    /// <summary>The same, and then what each training costs, by rounds in turn.</summary>
    /// <returns>The outcomes, each with its <see cref="StudyOutcome.Cost"/>.</returns>
    public StudyResults MeasureWithCosts() => _plan.Measure(costs: true);

    /// <summary>Writes tables, record and figure.</summary>
    /// <param name="results">What the study gave.</param>
    /// <param name="claims">What the study states.</param>
    public void Report(StudyResults results, IReadOnlyList<StudyClaim> claims) => StudyReport.Write(_run, results, claims);

    /// <summary>Disposes the images.</summary>
    public void Dispose()
    {
        foreach (IDisposable owned in Enumerable.Reverse(_owned))
            owned.Dispose();
    }
}
