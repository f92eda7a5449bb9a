// Does a layer learn better towards the activity that it should have? The study's prospective layers infer a target from the label and
// the layer above, and learn to reach it. The study finds 23 % accuracy after 100 steps, and worse results on another dataset after
// learning the first: "more iterations ≠ better; can harm transfer". This sample repeats that. It asks what 100 steps can give, and what
// the layers do without their target. Prospective configuration comes from Song et al. (Nature Neuroscience 2024); the study's form is
// one step of it. The study: docs/reproducing-the-studies.md.
//
//   dotnet run -c Release --project samples/Prospective
//   dotnet run -c Release --project samples/Prospective -- --preset controlled
//   dotnet run -c Release --project samples/Prospective -- --preset faithful
using System.Text.Json.Nodes;
using ForwardForward;
using ForwardForward.Data;
using ForwardForward.Faithful;
using ForwardForward.Samples;

SampleDefaults defaults = new()
{
    Study = "prospective",
    Description = "Trains layers towards inferred targets for few and many steps, and fine-tunes them on another dataset.",
    Epochs = (preset, _) => preset == Preset.Faithful ? 500 : 10,
};
return await Study.RunAsync(args, defaults, RunAsync);

static async Task RunAsync(Study study)
{
    // What the study claims, and what else may explain it. "Short" is 100 steps and "long" is 500; "standard" had 1,000 steps a layer.
    // The target has a ten-thousandth of the weight of the rest of what the layers learn from, so nearly the same should come out without
    // it: β = 0. The study also measured gains on the other dataset after unequal numbers of steps.
    const string Target = "target_accuracy", Transfer = "transfer_accuracy";
    StudyCause fewSteps = new("the few steps", "standard together, short", "standard together, long");
    StudyCause withoutTarget = new("all but the inferred target", "β = 0, long", "standard, long");
    StudyCause moreSteps = new("the steps on both datasets being more", "standard, target alone, all steps", "standard, target alone");
    StudyCause halfTheSteps = new("the steps on the target being half as many", "prospective, tuned", "prospective, tuned as long");
    StudyClaim[] claims =
    [
        new("standard", 0.9317),
        new("prospective, short", 0.2337),
        new("prospective, long", 0.9130),
        new("prospective, short", 0.2337 - 0.9317) { Against = "standard", Causes = [fewSteps] },
        new("prospective, short", 0.2337 - 0.851) { Against = "prospective, 10 steps" },
        new("prospective, long", 0.018) { Against = "standard, long", Causes = [withoutTarget] },
        new("standard, tuned", 0.091) { Against = "standard, target alone", Metric = Target, Causes = [moreSteps] },
        new("prospective, tuned", -0.132) { Against = "prospective, target alone", Metric = Target, Causes = [halfTheSteps] },
        new("prospective, tuned as long", -0.132) { Against = "prospective, target alone", Metric = Target },
    ];

    // The study takes 50,000 images in one batch and draws the negatives (examples that a layer learns to respond to weakly) once. An
    // epoch is one step. With the other presets an epoch is 50 steps with fresh negatives, and the preset quick takes 20,000 images.
    ImageDataset PartOf(ImageDataset all) => study.IsControlled
        ? study.PutOneAside(all, of: 10)
        : study.Take(all, study.IsFaithful ? 50_000 : 20_000);
    ImageDataset dataset = PartOf(await study.OpenStandardisedAsync());
    ImageDataset other = await study.OpenOtherStandardisedAsync(), target = PartOf(other);
    const int StepsOfEpoch = 50;
    TrainingOptions For(int epochs) => new()
    {
        Epochs = epochs,
        BatchSize = study.IsFaithful ? dataset.Train.Count : dataset.Train.Count / StepsOfEpoch,
        Negatives = study.IsFaithful ? NegativeRefresh.Once : NegativeRefresh.EveryBatch,
    };
    int half = Math.Max(1, study.Options.Epochs / 10), shortest = Math.Max(half + 1, study.Options.Epochs / 5),
        longest = Math.Max(shortest + 1, study.Options.Epochs);

    // The study's two networks. The standard one trains one layer after the other. The prospective one trains all layers in every step,
    // and each layer learns from the output of the previous one after its update. Here the standard network is also trained with all
    // layers in every step.
    FFNetworkBuilder Network(LayerDefinition layer) => study.Network(dataset)
        .WithStudySettings()
        .WithNegatives(new FaithfulShuffledLabelSampler())
        .AddLayer(layer)
        .AddLayer(layer);
    FFNetworkBuilder standard = Network(new DenseLayerDefinition(500)), prospective = Network(new ProspectiveDenseLayerDefinition(500));
    TrainingOptions Greedy(int epochs) => For(epochs) with { Schedule = TrainingSchedule.Greedy };
    TrainingOptions Together(int epochs) => For(epochs) with { Schedule = TrainingSchedule.Simultaneous };
    TrainingOptions Updated(int epochs) => Together(epochs) with { PassOnUpdatedActivations = true };

    // How useful is a network for the other dataset? A linear classifier reads its last layer, with the label 0 shown in every image.
    // And, as in the study, the network is trained further on the other dataset, beside a network that starts untrained.
    StudyProbe transfer = study.ProbeLastLayer(Transfer, other);
    StudyTrial Trial(FFNetworkBuilder network, ImageDataset images, TrainingOptions? training) =>
        NetworkTrial.Create(network, images, training, transfer.OfNetwork);
    StudyTrial OnTarget(FFNetworkBuilder builder, TrainingOptions? before, TrainingOptions training)
    {
        var settings = (JsonObject)NetworkTrial.Create(builder, target, training).Settings.DeepClone();
        settings["before"] = before is null ? null : NetworkTrial.Create(builder, dataset, before).Settings.DeepClone();
        return new StudyTrial(settings, context =>
        {
            using FFNetwork network = builder.WithSeed(context.Seed).Build();
            double seconds = before is null ? 0 : network.Fit(dataset.Train, context.Follow(before)).Seconds;
            network.Standardisation = target.Standardisation;
            seconds += network.Fit(target.Train, context.Follow(training)).Seconds;
            double accuracy = network.MeasureAccuracy(target.Test, context.Evaluation);
            return new StudyMeasurement(new Dictionary<string, double>(StringComparer.Ordinal) { [Target] = accuracy }, [], seconds);
        });
    }

    // The study's networks with its numbers of steps. The standard network also takes as many steps as the prospective one, one layer
    // after the other and together.
    void Add(string name, FFNetworkBuilder network, TrainingOptions? training) => study.Add(name, Trial(network, dataset, training));
    Add("standard", standard, Greedy(2 * longest));
    Add("standard, long", standard, Greedy(longest));
    Add("standard together, short", standard, Together(shortest));
    Add("standard together, long", standard, Together(longest));
    ImageDataset fifth = study.Take(dataset, dataset.Train.Count / 5);
    study.Add("prospective, 10 steps", study.IsFaithful
        ? Trial(prospective, dataset, Updated(10))
        : Trial(prospective, fifth, Updated(1)));
    Add("prospective, short", prospective, Updated(shortest));
    Add("prospective, long", prospective, Updated(longest));
    Add("untrained", standard, null);

    // On the other dataset: alone, and after the first for a fifth of the steps or half of them. Then with equal numbers of steps.
    study.Add("standard, target alone", OnTarget(standard, null, Greedy(longest)));
    study.Add("standard, tuned", OnTarget(standard, Greedy(longest), Greedy(shortest)));
    study.Add("standard, target alone, all steps", OnTarget(standard, null, Greedy(longest + shortest)));
    study.Add("prospective, target alone", OnTarget(prospective, null, Updated(shortest)));
    study.Add("prospective, tuned", OnTarget(prospective, Updated(shortest), Updated(half)));
    study.Add("prospective, target alone, half the steps", OnTarget(prospective, null, Updated(half)));
    study.Add("prospective, tuned as long", OnTarget(prospective, Updated(shortest), Updated(shortest)));

    // Without the target that gives the layers their name. Then with a target of larger weight, which the validation images choose, and
    // with feedback that learns.
    if (!study.IsFaithful)
    {
        FFNetworkBuilder targetless = Network(new ProspectiveDenseLayerDefinition(500) { InferenceStrength = 0 });
        Add("β = 0, short", targetless, Updated(shortest));
        Add("β = 0, long", targetless, Updated(longest));
    }
    if (study.IsControlled)
    {
        study.Add("prospective, learned feedback, long",
        [
            .. new[] { 0.01, 1, 100 }.Select(weight => Trial(
                Network(new ProspectiveDenseLayerDefinition(500) { Consolidation = weight, LearnFeedback = true }), dataset,
                Updated(longest))),
        ]);
    }

    study.Report(study.Measure(), claims);
}
