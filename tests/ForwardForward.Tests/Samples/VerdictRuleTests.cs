using System.Text.Json.Nodes;
using ForwardForward.Experiments;
using ForwardForward.Samples;

namespace ForwardForward.Tests.Samples;

public sealed class VerdictRuleTests
{
    private static readonly StudyCause Masking = new("masking the negatives alone", "masked", "both masked");

    [Theory]
    [InlineData(0.945, VerdictKind.Reproduced)]
    [InlineData(0.955, VerdictKind.Reproduced)]
    [InlineData(0.935, VerdictKind.Reproduced)]
    [InlineData(0.9551, VerdictKind.NotReproduced)]
    [InlineData(0.9349, VerdictKind.NotReproduced)]
    public void Judge_LevelOfOneSeed_HasAMarginOfOnePoint(double measured, VerdictKind expected) =>
        Judge(new StudyClaim("a", 0.945), Row("a", measured)).Kind.Should().Be(expected);

    // 0.5, 0.6, 0.7: mean 0.6, deviation 0.1.
    [Theory]
    [InlineData(0.8, VerdictKind.Reproduced)]
    [InlineData(0.801, VerdictKind.NotReproduced)]
    [InlineData(0.4, VerdictKind.Reproduced)]
    [InlineData(0.399, VerdictKind.NotReproduced)]
    public void Judge_LevelOfSeveralSeeds_HasTwoDeviations(double claimed, VerdictKind expected) =>
        Judge(new StudyClaim("a", claimed), Row("a", 0.5, 0.6, 0.7)).Kind.Should().Be(expected);

    [Fact]
    public void Judge_LevelThatOnlyTheCauseGives_IsExplainedByIt()
    {
        StudyClaim claim = new("both masked", 0.31) { Causes = [Masking] };

        Verdict verdict = Judge(claim, Row("both masked", 0.9), Row("masked", 0.315));

        verdict.Kind.Should().Be(VerdictKind.Explained);
        verdict.Causes.Should().Equal(Masking);
        Judge(claim, Row("both masked", 0.9), Row("masked", 0.35)).Kind.Should().Be(VerdictKind.NotReproduced);
        Judge(claim, Row("both masked", 0.305), Row("masked", 0.31)).Kind
            .Should().Be(VerdictKind.Reproduced, "a level that comes out needs no cause");
    }

    [Theory]
    [InlineData(0.91, VerdictKind.Reproduced)]
    [InlineData(0.909, VerdictKind.NotReproduced)]
    [InlineData(0.891, VerdictKind.NotReproduced)]
    [InlineData(0.889, VerdictKind.Opposite)]
    public void Judge_DifferenceOfOneSeed_CountsFromOnePointOn(double measured, VerdictKind expected) =>
        Judge(new StudyClaim("a", 0.05) { Against = "b" }, Row("a", measured), Row("b", 0.9)).Kind.Should().Be(expected);

    // Differences 0.01, 0.02, 0.03: mean 0.02, deviation 0.01, t = 4.302653, so ± 0.0248. With 0.019, 0.02, 0.021 it is ± 0.0025.
    [Theory]
    [InlineData(0.01, 0.02, 0.03, VerdictKind.NotReproduced)]
    [InlineData(0.019, 0.02, 0.021, VerdictKind.Reproduced)]
    [InlineData(-0.01, -0.02, -0.03, VerdictKind.NotReproduced)]
    [InlineData(-0.019, -0.02, -0.021, VerdictKind.Opposite)]
    public void Judge_DifferenceOfSeveralSeeds_NeedsAnIntervalWithoutZero(double first, double second, double third, VerdictKind expected)
    {
        StudyRow measured = Row("a", 0.5 + first, 0.6 + second, 0.7 + third);

        Verdict verdict = Judge(new StudyClaim("a", 0.05) { Against = "b" }, measured, Row("b", 0.5, 0.6, 0.7));

        verdict.Kind.Should().Be(expected);
        verdict.Difference!.Mean.Should().BeApproximately((first + second + third) / 3, 1e-12);
    }

    [Fact]
    public void Judge_NegativeDifference_NeedsTheIntervalBelowZero() =>
        Judge(new StudyClaim("a", -0.05) { Against = "b" }, Row("a", 0.481, 0.58, 0.679), Row("b", 0.5, 0.6, 0.7)).Kind
            .Should().Be(VerdictKind.Reproduced);

    // Ours lies 0.60 below; masking by itself makes "masked" lie below "both masked".
    [Theory]
    [InlineData(0.85, VerdictKind.Explained)]
    [InlineData(0.61, VerdictKind.Explained)]
    [InlineData(0.60, VerdictKind.Reproduced)]
    [InlineData(0.30, VerdictKind.Reproduced)]
    public void Judge_DifferenceThatComesOut_IsExplainedByACauseOfMoreThanHalfOfIt(double bothMasked, VerdictKind expected)
    {
        StudyClaim claim = new("masked", -0.635) { Against = "clean", Causes = [Masking] };

        Judge(claim, Row("masked", 0.30), Row("clean", 0.90), Row("both masked", bothMasked)).Kind.Should().Be(expected);
    }

    // The study's 0.5 do not come out: "corrected" is as good as the baseline. The fault makes 0.4 or 0.2 of it.
    [Theory]
    [InlineData(0.5, VerdictKind.Explained)]
    [InlineData(0.7, VerdictKind.NotReproduced)]
    public void Judge_DifferenceThatDoesNotComeOut_IsExplainedByMoreThanHalfOfTheStudys(double faithful, VerdictKind expected)
    {
        StudyClaim claim = new("corrected", -0.5) { Against = "baseline", Causes = [new StudyCause("the fault", "faithful", "corrected")] };

        Judge(claim, Row("corrected", 0.9), Row("baseline", 0.9), Row("faithful", faithful)).Kind.Should().Be(expected);
    }

    // The study has it 0.5 below the baseline, here it lies 0.1 above; that half the steps cost 0.4 is true, and explains nothing.
    [Fact]
    public void Judge_DifferenceThatComesOutTheOtherWay_IsNotExplained()
    {
        StudyClaim claim = new("half the steps", -0.5)
        {
            Against = "baseline",
            Causes = [new StudyCause("half the steps", "half the steps", "all steps")],
        };

        Verdict verdict = Judge(claim, Row("half the steps", 0.5), Row("all steps", 0.9), Row("baseline", 0.4));

        verdict.Kind.Should().Be(VerdictKind.Opposite);
        verdict.Causes.Should().BeEmpty();
        VerdictText.Cells(verdict)[^1].Should().Be("opposite (one seed)");
    }

    // One network read in two ways: the way makes 0.4 of the 0.5 that it lies below the other.
    [Fact]
    public void Judge_CauseOfTwoMetrics_ComparesThem()
    {
        StudyClaim claim =
            new("a", -0.5) { Against = "b", Causes = [new StudyCause("the early stop", "a", "a") { MetricWithout = "late_accuracy" }] };
        StudyRow late = new("a", "late_accuracy", [0.8]);

        Judge(claim, Row("a", 0.4), Row("b", 0.9), late).Kind.Should().Be(VerdictKind.Explained);
        Judge(claim with { Causes = [claim.Causes[0] with { MetricWith = "late_accuracy" }] }, Row("a", 0.4), Row("b", 0.9), late).Kind
            .Should().Be(VerdictKind.Reproduced);
        Judge(claim, Row("a", 0.4), Row("b", 0.9)).Kind.Should().Be(VerdictKind.Reproduced, "the cause was not measured");
    }

    [Fact]
    public void Judge_CauseOfWhichARowIsMissing_IsPassedOver()
    {
        StudyClaim claim = new("masked", -0.6) { Against = "clean", Causes = [Masking, new StudyCause("the other", "masked", "clean")] };

        Judge(claim, Row("masked", 0.3), Row("clean", 0.9)).Causes.Select(cause => cause.Name).Should().Equal("the other");
    }

    [Theory]
    [InlineData(0.2, 0, 0, VerdictKind.Explained)]
    [InlineData(0.21, 0, 0, VerdictKind.TooNoisy)]
    [InlineData(0, 0.21, 0, VerdictKind.TooNoisy)]
    [InlineData(0, 0, 0.21, VerdictKind.TooNoisy)]
    public void Judge_CostWhoseRoundsLieFarApart_IsTooNoisy(double ofRow, double ofBaseline, double ofCause, VerdictKind expected)
    {
        StudyClaim claim = new("a", 29) { Against = "b", Metric = "relative_cost", Causes = [new StudyCause("full batches", "a", "c")] };

        Verdict verdict = Judge(claim, Cost("a", 60, ofRow), Cost("b", 1, ofBaseline), Cost("c", 1, ofCause));

        verdict.Kind.Should().Be(expected);
        if (expected is VerdictKind.TooNoisy)
            VerdictText.Cells(verdict).TakeLast(2).Should().Equal("+59", "too noisy to judge: spread 21 %");

        static StudyRow Cost(string name, double value, double spread) =>
            new(name, "relative_cost", [value], settings: new JsonObject { ["rounds"] = new JsonObject { ["spread"] = spread } });
    }

    [Fact]
    public void Judge_RowsThatWereNotMeasured_GiveNoVerdict()
    {
        VerdictRule.Judge(new StudyClaim("a", 0.5), [Row("b", 0.5)]).Should().BeNull();
        VerdictRule.Judge(new StudyClaim("a", 0.5) { Against = "c" }, [Row("a", 0.5)]).Should().BeNull();
        VerdictRule.Judge(new StudyClaim("a", 0.5) { Metric = "dead_units" }, [Row("a", 0.5)]).Should().BeNull();
    }

    [Fact]
    public void Cells_LevelAndDifference_SayWhatIsClaimedAndWhatCameOut()
    {
        StudyRow clean = Row("clean", 0.5, 0.6, 0.7), masked = Row("masked", 0.481, 0.58, 0.679);
        StudyClaim difference = new("masked", -0.635) { Against = "clean" };

        VerdictText.Cells(Judge(new StudyClaim("clean", 0.95), clean))
            .Should().Equal("clean", "test_accuracy", "95.00 %", "60.00 ± 10.00 %", "not reproduced");
        VerdictText.Cells(Judge(difference, clean, masked)).Should()
            .Equal(
                "masked", "test_accuracy", "-63.50 points against clean", "-2.00 (95 %: -2.25 to -1.75) points",
                "reproduced in sign, not in size");
        VerdictText.Cells(Judge(difference with { Value = -0.03 }, clean, masked))[^1].Should().Be("reproduced");
        VerdictText.Cells(Judge(difference with { Value = -0.009 }, clean, masked))[^1]
            .Should().Be("reproduced in sign, not in size", "it is more than twice as large");
        VerdictText.Cells(Judge(new StudyClaim("clean", 0.12) { Against = "masked" }, clean, masked)).Skip(2).Take(2).Should()
            .Equal("+12.00 points against masked", "+2.00 (95 %: 1.75 to 2.25) points");
        VerdictText.Cells(Judge(difference, Row("clean", 0.9), Row("masked", 0.2)))[^1].Should().Be("reproduced (one seed)");
    }

    [Fact]
    public void Cells_Explained_NamesEveryCauseThatAccountsForIt()
    {
        StudyCause small = new("a small one", "masked", "nearly masked"), other = new("the other", "masked", "clean");
        StudyClaim claim = new("masked", -0.6) { Against = "clean", Causes = [Masking, small, other] };
        StudyRow[] rows = [Row("masked", 0.3), Row("clean", 0.9), Row("both masked", 0.85), Row("nearly masked", 0.35)];

        VerdictText.Cells(Judge(claim with { Causes = [Masking] }, rows))[^1]
            .Should().Be("explained by masking the negatives alone (one seed)");
        VerdictText.Cells(Judge(claim, rows))[^1].Should().Be("explained by masking the negatives alone; by the other (one seed)");
    }

    private static Verdict Judge(StudyClaim claim, params StudyRow[] rows) => VerdictRule.Judge(claim, rows)!;

    private static StudyRow Row(string name, params double[] values) => new StudyRow(name, "test_accuracy", values);
}
