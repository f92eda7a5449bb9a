// Do layers learn better if they know each other's goodness (how strongly each responds)? The study adds γ times the goodness of the
// other layers to each layer's own. It finds γ = 0.7 the best of five values, and gains 1.18 points. This sample repeats that, and asks
// what the layers can know of each other when they are trained one after the other. The method comes from Lorberbom et al. (AAAI 2024,
// arXiv 2305.12393), who train the layers in turn. The study: docs/reproducing-the-studies.md.
//
//   dotnet run -c Release --project samples/LayerCollaboration
//   dotnet run -c Release --project samples/LayerCollaboration -- --preset controlled
//   dotnet run -c Release --project samples/LayerCollaboration -- --preset faithful
using ForwardForward;
using ForwardForward.Data;
using ForwardForward.Faithful;
using ForwardForward.Samples;

SampleDefaults defaults = new()
{
    Study = "layer-collaboration",
    Description = "Adds the goodness of other layers to each layer's own, and asks when that tells anything.",
    Epochs = SampleDefaults.EpochsBy(quick: 4, controlled: 5, faithful: 500),
};
return await Study.RunAsync(args, defaults, RunAsync);

static async Task RunAsync(Study study)
{
    // What the study claims, and what else may explain its gain. While the first layer learns, the second has learned nothing, and its
    // goodness is about 0. While the second layer learns, the first does not change. So collaboration can only add the first layer's
    // goodness to the second layer's loss. The study also chose γ among 16 configurations by the same test images that the gain is
    // measured on, after so few steps that more steps gain more.
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

    // The study takes 50,000 images in one batch, draws the negatives once, and trains one layer after the other for 500 steps. The other
    // presets train the same network from mini-batches with fresh negatives. They also set validation images aside.
    ImageDataset dataset = study.PutAside(await study.OpenStandardisedAsync(), faithful: 50_000);
    TrainingOptions greedy = study.Training(dataset) with { Schedule = TrainingSchedule.Greedy };

    // The study's network.
    FFNetworkBuilder Network(double weight, CollaboratingLayers from) => study.Network(dataset)
        .WithStudySettings()
        .WithNegatives(new FaithfulShuffledLabelSampler())
        .WithCollaboration(weight == 0 ? new NoCollaboration() : new LayerCollaboration(weight, from))
        .AddDense(500)
        .AddDense(500);

    StudyTrial Trial(double weight, TrainingOptions training, CollaboratingLayers from = CollaboratingLayers.All) =>
        NetworkTrial.Create(Network(weight, from), dataset, training);

    // The study's schedule trains one layer after the other. γ takes five values (two with the preset quick), and collaborating layers
    // are all others, only the previous or only the next.
    double[] weights = study.Options.Preset == Preset.Quick ? [0.3, 0.7] : [0.1, 0.3, 0.5, 0.7, 1];
    study.Add("none", Trial(0, greedy));
    foreach (double weight in weights)
        study.Add($"all, {weight}", Trial(weight, greedy));
    study.Add("previous, 0.7", Trial(0.7, greedy, CollaboratingLayers.Previous));
    study.Add("next, 0.7", Trial(0.7, greedy, CollaboratingLayers.Next));

    // Schedules by which layers know each other while they learn: together in every batch, or in turn, an epoch each. Every layer takes
    // as many steps as before.
    List<(string Name, TrainingOptions Training)> schedules = [];
    if (!study.IsFaithful)
        schedules.Add(("together", greedy with { Schedule = TrainingSchedule.Simultaneous }));
    if (study.IsControlled)
        schedules.Add(("in turn", greedy with { Schedule = TrainingSchedule.Alternating }));
    foreach ((string name, TrainingOptions training) in schedules)
    {
        study.Add($"none, {name}", Trial(0, training));
        foreach (double weight in weights)
            study.Add($"all, {weight}, {name}", Trial(weight, training));
    }

    if (study.IsControlled)
    {
        study.Add("all, chosen by validation", [.. weights.Select(weight => Trial(weight, greedy))]);
        TrainingOptions twiceAsLong = greedy with { Epochs = 2 * greedy.Epochs };
        study.Add("none, twice as long", Trial(0, twiceAsLong));
        study.Add("all, 0.7, twice as long", Trial(0.7, twiceAsLong));
        TrainingOptions together = schedules[0].Training;
        study.Add("previous, 0.7, together", Trial(0.7, together, CollaboratingLayers.Previous));
        study.Add("next, 0.7, together", Trial(0.7, together, CollaboratingLayers.Next));
    }

    study.Report(study.Measure(), claims);
}
