// Does a layer learn better towards the activity that it should have? The study's prospective layers infer a target from the label
// and the layer above, and consolidate it: 23 % accuracy after 100 steps, and worse on another dataset for having learned the first:
// "more iterations ≠ better; can harm transfer". This sample repeats that, and asks what 100 steps can give, and what is
// left of the layers without their target.
// Prospective configuration is of Song et al. (Nature Neuroscience 2024); the study's form is one step of it.
//
//   dotnet run -c Release --project samples/Prospective
//   dotnet run -c Release --project samples/Prospective -- --preset controlled
//   dotnet run -c Release --project samples/Prospective -- --preset faithful
using System.Text.Json.Nodes;
using ForwardForward;
using ForwardForward.Data;
using ForwardForward.Experiments;
using ForwardForward.Faithful;
using ForwardForward.Samples;

SampleDefaults defaults = new()
{
    Study = "prospective",
    Description = "Trains layers towards inferred targets for few steps and for many, and fine-tunes them on another dataset.",
    Epochs = (preset, _) => preset == Preset.Faithful ? 500 : 10,
};
return await Study.RunAsync(args, defaults, RunAsync);

static async Task RunAsync(Study study)
{
    // What the study states, and what may be behind it. "Short" is 100 steps and "long" 500; "standard" had 1,000 steps a layer.
    // The target weighs a ten-thousandth of what the layers learn from besides, so that nearly the same should come out without it: β = 0.
    // And gains on the other dataset were measured after unequal numbers of steps.
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

    // The study takes 50,000 images in one batch and draws the negatives once; an epoch is one step. Elsewhere an epoch is 50 steps,
    // and negatives are fresh in each; the quick look takes 20,000 images.
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

    // The study's two networks. The standard one is trained one layer after the other, the prospective one all layers in every step,
    // each from what the one before gives after its update; the standard one here also with all layers in every step.
    FFNetworkBuilder Network(LayerDefinition layer) => study.Network(dataset)
        .WithStudySettings()
        .WithNegatives(new FaithfulShuffledLabelSampler())
        .AddLayer(layer)
        .AddLayer(layer);
    FFNetworkBuilder standard = Network(new DenseLayerDefinition(500)), prospective = Network(new ProspectiveDenseLayerDefinition(500));
    TrainingOptions Greedy(int epochs) => For(epochs) with { Schedule = TrainingSchedule.Greedy };
    TrainingOptions Together(int epochs) => For(epochs) with { Schedule = TrainingSchedule.Simultaneous };
    TrainingOptions Updated(int epochs) => Together(epochs) with { PassOnUpdatedActivations = true };

    // What a network has learned for the other dataset: by a linear classifier of its last layer, every image showing the label 0;
    // and, as the study asks, by training it further there, beside the same network that has learned nothing before.
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

    // The study's networks and budgets; the standard network with as many steps, one layer after the other and together.
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

    // On the other dataset: alone, and after the first for a fifth of the steps, or half of them; and with equal numbers of steps.
    study.Add("standard, target alone", OnTarget(standard, null, Greedy(longest)));
    study.Add("standard, tuned", OnTarget(standard, Greedy(longest), Greedy(shortest)));
    study.Add("standard, target alone, all steps", OnTarget(standard, null, Greedy(longest + shortest)));
    study.Add("prospective, target alone", OnTarget(prospective, null, Updated(shortest)));
    study.Add("prospective, tuned", OnTarget(prospective, Updated(shortest), Updated(half)));
    study.Add("prospective, target alone, half the steps", OnTarget(prospective, null, Updated(half)));
    study.Add("prospective, tuned as long", OnTarget(prospective, Updated(shortest), Updated(shortest)));

    // Without the target that gives the layers their name; and with one that weighs something: of feedback that learns,
    // and of a weight chosen by validation.
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
