// Do layers learn better when each knows the others' goodness? The study adds γ times the goodness of the other layers to each layer's own, finds γ = 0.7 the best
// of five, and gains 1.18 points. This sample repeats that, and asks what the layers can know of each other when they are trained one after the other.
// The method is of Lorberbom et al. (AAAI 2024, arXiv 2305.12393), who train them in turn.
//
//   dotnet run -c Release --project samples/LayerCollaboration
//   dotnet run -c Release --project samples/LayerCollaboration -- --preset controlled
//   dotnet run -c Release --project samples/LayerCollaboration -- --preset faithful
using ForwardForward;
using ForwardForward.Data;
using ForwardForward.Experiments;
using ForwardForward.Faithful;
using ForwardForward.Samples;
using ForwardForward.Samples.Plots;
using ForwardForward.Samples.Studies;
using ForwardForward.Samples.Verdicts;

SampleDefaults defaults = new()
{
    Study = "layer-collaboration",
    Description = "Adds the goodness of other layers to each layer's own, and asks when that tells anything.",
    Seeds = preset => preset == Preset.Controlled ? 3 : 1,
    Epochs = (preset, dataset) => preset switch
    {
        Preset.Faithful => 500,
        Preset.Controlled => 5,
        _ => dataset == DatasetChoice.Synthetic ? 8 : 4,
    },
    KeepsMeasurements = true,
};
return await new SampleCommand(defaults).RunAsync(args, RunAsync);

static async Task RunAsync(SampleRun run)
{
    // What the study states, and what may be behind its gain. While the first layer learns the second has learned nothing, and its goodness is about 0; while the
    // second learns the first stands still. So all that collaboration can do is to add the first layer's goodness in the second layer's loss. And γ was chosen, of 16
    // configurations, by the test images that the gain is measured on, after so few steps that more of them gain more.
    StudyCause firstLayer = new("the first layer's goodness in the second one's loss", "previous, 0.7", "none");
    StudyClaim[] claims =
    [
        new("none", 0.9038),
        new("all, 0.1", 0.9074),
        new("all, 0.3", 0.9079),
        new("all, 0.5", 0.9114),
        new("all, 0.7", 0.9156),
        new("all, 1", 0.9072),
        new("all, 0.7", 0.9156 - 0.9038) { Against = "none", Causes = [firstLayer] },
        new("all, chosen by validation", 0.9156 - 0.9038) { Against = "none" },
        new("all, 0.7, twice as long", 0.9156 - 0.9038) { Against = "none, twice as long" },
    ];

    // The study takes 50,000 images in one batch, draws the negatives once, and trains one layer after the other for 500 steps. Elsewhere the same network learns
    // from mini-batches with fresh negatives; a part of the images is put aside.
    bool isFaithful = run.Options.Preset == Preset.Faithful, isControlled = run.Options.Preset == Preset.Controlled;
    using ImageDataset images = await run.OpenDatasetAsync();
    using ImageDataset whole = images.Standardise();
    using ImageDataset dataset = isFaithful
        ? whole.Take(Math.Min(50_000, whole.Train.Count), whole.Test.Count)
        : whole.WithValidation(whole.Train.Count / (isControlled ? 10 : 30), seed: 0);
    TrainingOptions greedy = new()
    {
        Epochs = run.Options.Epochs,
        BatchSize = isFaithful ? dataset.Train.Count : 128,
        Schedule = TrainingSchedule.Greedy,
        Negatives = isFaithful ? NegativeRefresh.Once : NegativeRefresh.EveryBatch,
    };

    // The study's network.
    FFNetworkBuilder Network(double weight, CollaboratingLayers from) => new FFNetworkBuilder()
        .WithInput(dataset.Shape).WithClasses(dataset.Classes).WithDevice(run.Device)
        .WithLabelEmbedding(new FaithfulBatchMaximumOverlay())
        .WithNegatives(new FaithfulShuffledLabelSampler())
        .WithInputNormalisation(new LengthNormalisation())
        .WithLoss(new LogisticLoss(threshold: 2))
        .WithCollaboration(weight == 0 ? new NoCollaboration() : new LayerCollaboration(weight, from))
        .WithOptimizer(new AdamOptions { LearningRate = 0.03, Decay = LearningRateDecay.Constant })
        .AddDense(500)
        .AddDense(500);

    StudyTrial Trial(double weight, TrainingOptions training, CollaboratingLayers from = CollaboratingLayers.All) => NetworkTrial.Create(Network(weight, from), dataset, training);

    // The study's schedule, one layer after the other: γ over its five values (two in the quick look), and only the layers before or after.
    StudyPlan plan = new(run);
    double[] weights = run.Options.Preset == Preset.Quick ? [0.3, 0.7] : [0.1, 0.3, 0.5, 0.7, 1];
    plan.Add("none", Trial(0, greedy));
    foreach (double weight in weights)
        plan.Add($"all, {weight}", Trial(weight, greedy));
    plan.Add("previous, 0.7", Trial(0.7, greedy, CollaboratingLayers.Previous));
    plan.Add("next, 0.7", Trial(0.7, greedy, CollaboratingLayers.Next));

    // Schedules that let layers know each other while they learn: both in every batch, and in turn, an epoch each. Every layer gets as many steps as before.
    List<(string Name, TrainingOptions Training)> schedules = [];
    if (!isFaithful)
        schedules.Add(("together", greedy with { Schedule = TrainingSchedule.Simultaneous }));
    if (isControlled)
        schedules.Add(("in turn", greedy with { Schedule = TrainingSchedule.Alternating }));
    foreach ((string name, TrainingOptions training) in schedules)
    {
        plan.Add($"none, {name}", Trial(0, training));
        foreach (double weight in weights)
            plan.Add($"all, {weight}, {name}", Trial(weight, training));
    }

    if (isControlled)
    {
        plan.Add("all, chosen by validation", [.. weights.Select(weight => Trial(weight, greedy))]);
        TrainingOptions twiceAsLong = greedy with { Epochs = 2 * greedy.Epochs };
        plan.Add("none, twice as long", Trial(0, twiceAsLong));
        plan.Add("all, 0.7, twice as long", Trial(0.7, twiceAsLong));
        TrainingOptions together = schedules[0].Training;
        plan.Add("previous, 0.7, together", Trial(0.7, together, CollaboratingLayers.Previous));
        plan.Add("next, 0.7, together", Trial(0.7, together, CollaboratingLayers.Next));
    }

    StudyResults results = plan.Measure();
    IReadOnlyList<StudyRow> rows = results.Rows(NetworkTrial.TestAccuracy, claims);
    Sweep SweepOf(string name, string suffix) => Sweep.Create(name, rows, [(0, $"none{suffix}"), .. weights.Select(weight => (weight, $"all, {weight}{suffix}"))]);
    using Figure figure = new(1_300, Math.Max(520, 30 * rows.Count),
        SweepPlot.Create("Collaboration of all layers", "γ", [SweepOf("one after the other", ""), .. schedules.Select(schedule => SweepOf(schedule.Name, $", {schedule.Name}"))]),
        RankedBarPlot.Create($"On {dataset.Name}", rows));
    StudyReport.Write(run, results, claims, figure);
}
