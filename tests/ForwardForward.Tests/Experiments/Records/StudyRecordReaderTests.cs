using System.Text;
using ForwardForward.Experiments;
using ForwardForward.Tests.Samples;

namespace ForwardForward.Tests.Experiments.Records;

public sealed class StudyRecordReaderTests
{
    // What the schema refuses too: each line changes one part of a good record.
    [Theory]
    [InlineData("\"study\":\"trial\",", "", "record", "a property 'study'")]
    [InlineData("\"study\":\"trial\"", "\"study\":\" \"", "study", "text")]
    [InlineData("\"study\":\"trial\"", "\"study\":7", "study", "text")]
    [InlineData("\"study\":\"trial\"", "\"study\":null", "study", "text")]
    [InlineData("\"study\":", "\"colour\":1,\"study\":", "record", "no properties but study, preset, *, rows, found 'colour'")]
    [InlineData("\"threads\":2", "\"threads\":0", "threads", "a whole number from 1 to 2147483647, found 0")]
    [InlineData("\"threads\":2", "\"threads\":1.5", "threads", "a whole number")]
    [InlineData("\"threads\":2", "\"threads\":\"2\"", "threads", "a finite number, found \"2\"")]
    [InlineData("\"threads\":2", "\"threads\":1e10", "threads", "a whole number")]
    [InlineData("07Z", "07", "started", "a time in UTC")]
    [InlineData("07Z", "07+00:00", "started", "a time in UTC")]
    [InlineData("07Z", "07.Z", "started", "a time in UTC")]
    [InlineData("07Z", "07.12345678Z", "started", "a time in UTC")]
    [InlineData("T05:06:07Z", "T24:06:07Z", "started", "a time in UTC")]
    [InlineData("T05:06:07Z", "Z", "started", "a time in UTC")]
    [InlineData("\"seconds\":12.5", "\"seconds\":-1", "seconds", "0 or a positive number")]
    [InlineData("\"rows\":[", "\"rows\":[3,", "rows[0]", "an object, found 3")]
    [InlineData("\"name\":\"wrong_label\"", "\"name\":\"\"", "rows[0].name", "text")]
    [InlineData("[0.5,0.75,1]", "[0.5,0.75,\"1\"]", "rows[0].values[2]", "a finite number")]
    [InlineData(
        "[0.5,0.75,1]", "[0.5,0.75,90]", "rows[0].values[2]",
        "a fraction from 0 to 1, as the metric 'test_accuracy' is an accuracy, found 90")]
    [InlineData("[0.5,0.75,1]", "[]", "rows[0].values", "a list of at least one number")]
    [InlineData("[0.5,0.75,1]", "0.5", "rows[0].values", "a list, found 0.5")]
    [InlineData("[1.25]", "[1.25e151]", "rows[2].values[0]", "a number from -1e150 to 1e150")]
    [InlineData("\"mean\":0.75", "\"mean\":null", "rows[0].mean", "a finite number")]
    [InlineData("\"sd\":0.25", "\"sd\":null", "rows[0].sd", "a finite number")]
    [InlineData("\"sd\":null", "\"sd\":0", "rows[2].sd", "null, which follows")]
    [InlineData("\"n\":3", "\"n\":0", "rows[0].n", "3, the number of values")]
    [InlineData("\"n\":3", "\"n\":2.5", "rows[0].n", "3, the number of values")]
    [InlineData("\"claimed\":0.945", "\"claimed\":94.5", "rows[0].claimed", "a fraction from 0 to 1")]
    [InlineData("\"claimed\":0.945", "\"claimed\":\"none\"", "rows[0].claimed", "a finite number")]
    [InlineData("\"seconds\":9", "\"seconds\":\"9\"", "rows[0].seconds", "a finite number")]
    [InlineData("{\"epochs\":5}", "[5]", "rows[0].settings", "an object, found a list")]
    [InlineData("\"difference\":", "\"gain\":", "rows[0]", "no properties but *, difference, found 'gain'")]
    [InlineData("\"against\":\"untrained\"", "\"against\":3", "rows[0].difference.against", "text")]
    [InlineData("\"level\":0.95", "\"level\":1", "rows[0].difference.level", "a number above 0 and below 1")]
    [InlineData("\"level\":0.95,", "", "rows[0].difference", "a property 'level'")]
    [InlineData("\"low\":", "\"low\":null,\"middle\":", "rows[0].difference", "no properties but *, found 'middle'")]
    [InlineData("\"settings\":{}}]", "\"settings\":{},\"difference\":null}]", "rows[2].difference", "an object, found null")]
    [InlineData(
        "\"settings\":{}}]",
        "\"settings\":{},\"difference\":{\"against\":\"a\",\"mean\":1,\"sd\":0,\"n\":1,\"level\":0.5,\"low\":null,\"high\":null}}]",
        "rows[2].difference.sd", "null, as one value has no deviation")]
    [InlineData(
        "\"settings\":{}}]",
        "\"settings\":{},\"difference\":{\"against\":\"a\",\"mean\":1,\"sd\":null,\"n\":1,\"level\":0.5,\"low\":1,\"high\":null}}]",
        "rows[2].difference.low", "null, which follows")]
    public void Read_PartThatDoesNotFit_IsRefusedAsByTheSchema(string part, string instead, string place, string expected)
    {
        string json = Change(part, instead);

        Refuse(json, place, expected);
        RecordSchema.FindProblems(json).Should().NotBeEmpty();
    }

    // What a schema cannot say.
    [Theory]
    [InlineData("\"study\":", "\"study\":\"trial\",\"study\":", "record", "JSON")]
    [InlineData("\"study\":", "\"\\u0073tudy\":\"trial\",\"study\":", "record", "JSON")]
    [InlineData("\"trial\"", "\"\\ud800\"", "study", "whole characters")]
    [InlineData("\"trial\"", "\"trial\"//", "record", "JSON")]
    [InlineData("2025-03-04", "2025-02-30", "started", "a time in UTC")]
    [InlineData("\"seconds\":12.5", "\"seconds\":1e999", "seconds", "a finite number, found 1e999")]
    [InlineData("\"seconds\":12.5", "\"seconds\":NaN", "record", "JSON")]
    [InlineData("\"mean\":0.75", "\"mean\":0.7500000009", "rows[0].mean", "0.75, which follows from the values, found 0.7500000009")]
    [InlineData("[0.5,0.75,1]", "[0.5,0.75,0.25]", "rows[0].mean", "0.5, which follows from the values")]
    [InlineData("[0.5,0.75,1]", "[0.625,0.75,0.875]", "rows[0].sd", "0.125, which follows from the values")]
    [InlineData("\"n\":3", "\"n\":4", "rows[0].n", "3, the number of values, found 4")]
    [InlineData("{\"epochs\":5}", "{\"rates\":[{\"a\":-1e999}]}", "rows[0].settings.rates[].a", "a finite number")]
    [InlineData("{\"epochs\":5}", "{\"name\":\"\\udc00\"}", "rows[0].settings.name", "whole characters")]
    [InlineData("{\"epochs\":5}", "{\"\\udc00\":1}", "record", "JSON")]
    [InlineData("{\"epochs\":5}", "{\"a\":1,\"a\":2}", "record", "JSON")]
    [InlineData("\"level\":0.95", "\"level\":0.9", "rows[0].difference.low", "*, which follows from the values")]
    [InlineData("\"high\":0.", "\"high\":1.", "rows[0].difference.high", "0.87*, which follows from the values, found 1.87*")]
    [InlineData("0.25,\"n\":3,\"level\"", "0.25,\"n\":4,\"level\"", "rows[0].difference.n", "3, the number of values, found 4")]
    [InlineData("0.25,\"n\":3,\"level\"", "0.25,\"n\":2,\"level\"", "rows[0].difference.low", "*, which follows from the values")]
    public void Read_PartThatOnlyTheReaderCanJudge_IsRefused(string part, string instead, string place, string expected) =>
        Refuse(Change(part, instead), place, expected);

    [Theory]
    [InlineData("\"threads\":2", "\"threads\":2.0")]
    [InlineData("\"n\":3", "\"n\":3e0")]
    [InlineData("07Z", "07.1234567Z")]
    [InlineData("\"seconds\":12.5", "\"seconds\":0")]
    [InlineData("\"mean\":0.75", "\"mean\":0.7500000007")]
    [InlineData("{\"epochs\":5}", "{\"a\":[null,true,{\"\":\"\\ud83d\\ude00\"}]}")]
    public void Read_OtherSpelling_IsTakenAsByTheSchema(string part, string instead)
    {
        string json = Change(part, instead);

        FluentActions.Invoking(() => Read(json)).Should().NotThrow();
        RecordSchema.FindProblems(json).Should().BeEmpty();
    }

    [Fact]
    public void Read_DeviationOfRoundingAlone_IsTaken()
    {
        string json = Change("[1.25],\"mean\":1.25,\"sd\":null,\"n\":1", "[0.1,0.1,0.1],\"mean\":0.1,\"sd\":0,\"n\":3");

        Read(json).Rows[2].Mean.Should().BeApproximately(0.1, 1e-15);
    }

    [Fact]
    public void Read_File_IsNamedInTheMessage()
    {
        using TemporaryFolder folder = new();
        string path = folder.Combine("trial.json");
        File.WriteAllText(path, Change("\"mean\":0.75", "\"mean\":0.8"));

        FluentActions.Invoking(() => StudyRecord.Read(path)).Should().Throw<StudyRecordException>()
            .WithMessage($"'{path}' is not a study's record: rows[0].mean: expected 0.75, which follows from the values, found 0.8.");
    }

    [Fact]
    public void Read_Nothing_IsRefused() => Refuse("", "record", "JSON");

    [Fact]
    public void Read_OtherEncoding_IsRefused() => Refuse(Encoding.Latin1.GetBytes(Change("trial", "trial é")), "record", "text in UTF-8");

    [Fact]
    public void Read_NestedTooDeep_IsRefused() =>
        Refuse(Change("{\"epochs\":5}", $"{{\"deep\":{new string('[', 30)}{new string(']', 30)}}}"), "record", "JSON");

    [Fact]
    public void Read_MoreThanTheLargestFile_IsRefused() => Refuse(new byte[64 * 1024 * 1024 + 1], "record", "at most 64 MiB, found more");

    private static string Change(string part, string instead)
    {
        int at = TrialRecord.Line.IndexOf(part, StringComparison.Ordinal);
        at.Should().BeGreaterThanOrEqualTo(0, "the record has {0}", part);
        return TrialRecord.Line[..at] + instead + TrialRecord.Line[(at + part.Length)..];
    }

    private static StudyRecord Read(string json) => StudyRecord.Read(new MemoryStream(Encoding.UTF8.GetBytes(json)));

    private static void Refuse(string json, string place, string expected) => Refuse(Encoding.UTF8.GetBytes(json), place, expected);

    private static void Refuse(byte[] json, string place, string expected) =>
        FluentActions.Invoking(() => StudyRecord.Read(new MemoryStream(json))).Should().Throw<StudyRecordException>()
            .WithMessage($"the stream is not a study's record: {place}: expected {expected}*").Which.Place.Should().Be(place);
}
